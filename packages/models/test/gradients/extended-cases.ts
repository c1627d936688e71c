import { createRandom, type WordIds } from '@tagger/core/internal';
import { describeBatch } from '../../src/batch/describe-batch';
import type { HostTensor } from '../../src/batch/host-tensor';
import { spreadSentences } from '../../src/batch/lanes';
import type { NetworkConfiguration } from '../../src/network/configuration';
import { createNetwork } from '../../src/network/create-network';
import type { Network } from '../../src/network/network';
import { type OpenTags, openTag } from '../../src/outputs/logits';
import { randomValues, type Values } from '../../src/testing/values';

const sizes = { hiddenSize: 3, embeddingSize: 2, vocabularySize: 4, tagCount: 3 };
const features = { count: 2, rows: 5, size: 2 };
const vectors = { rows: 3, size: 2 };
const characters = { vocabularySize: 4, embeddingSize: 2, hiddenSize: 2 };
const rnn = { ...sizes, cell: 'rnn', cellOutput: 'tanh' } as const;
const gru = { ...sizes, cell: 'gru', cellOutput: 'tanh' } as const;
const lstm = { ...sizes, cell: 'lstm', cellOutput: 'tanh' } as const;

/** Networks that have more than the plain ones, alone and together. */
export const extendedNetworks: Readonly<Record<string, NetworkConfiguration>> = {
  'bidirectional RNN': { ...rnn, bidirectional: true },
  'three layers of an RNN': { ...rnn, layers: 3 },
  'LSTM with word features': { ...lstm, features },
  'LSTM with vectors beside': { ...lstm, vectors },
  'RNN with characters': { ...rnn, characters },
  'GRU with a convolution over characters': {
    ...gru,
    characters: { ...characters, hiddenSize: 3, encoder: 'convolution' },
  },
  'two layers of a bidirectional GRU': { ...gru, layers: 2, bidirectional: true },
  'LSTM with a conditional random field': { ...lstm, output: 'crf' },
  'LSTM with three outputs': {
    ...lstm,
    otherOutputs: [
      { name: 'chunk', kind: 'crf', tagCount: 2, weight: 0.5 },
      { name: 'case', kind: 'softmax', tagCount: 4, weight: 2 },
    ],
  },
  // As small as can be: the time grows with the square of the parameters.
  'two layers of a bidirectional LSTM with everything': {
    ...lstm,
    hiddenSize: 2,
    layers: 2,
    bidirectional: true,
    features,
    vectors,
    characters,
    output: 'crf',
  },
};

/** Networks of which a corpus leaves some steps open between the tags of these ids. */
export const openNetworks: Readonly<Record<string, readonly [NetworkConfiguration, OpenTags]>> = {
  'LSTM with open steps': [
    { ...lstm, tagCount: 4 },
    new Map([
      [0, 1],
      [3, 0.1],
    ]),
  ],
  'LSTM with a conditional random field and open steps': [
    { ...lstm, tagCount: 4, output: 'crf' },
    new Map([
      [0, 1],
      [2, 0.1],
      [3, 0.2],
    ]),
  ],
  'LSTM with two outputs, the first with open steps': [
    { ...lstm, otherOutputs: [{ name: 'chunk', kind: 'crf', tagCount: 2, weight: 0.5 }] },
    new Map([
      [0, 1],
      [2, 1],
    ]),
  ],
};

/** Sentences of different lengths, of five words that share rows; the tag of the second step of the first is not known. */
const lengths = Int32Array.of(4, 2, 1);
const steps = [0, 1, 2, 3, 0, 9, 1, 9, 9, 4, 9, 9];
const words: readonly WordIds[] = [
  { word: 1, features: Int32Array.of(0, 2), vector: 1, characters: Int32Array.of(1, 2, 3) },
  { word: 2, features: Int32Array.of(1, 2), vector: 0, characters: Int32Array.of(3) },
  { word: 0, features: Int32Array.of(0, 4), vector: 2, characters: Int32Array.of() },
  { word: 0, features: Int32Array.of(1, 3), vector: 0, characters: Int32Array.of(2, 2) },
  { word: 3, features: Int32Array.of(0, 3), vector: 2, characters: Int32Array.of(1, 1, 2, 3) },
];

export interface ExtendedCase {
  readonly network: Network;
  readonly parameters: Readonly<Record<string, Values>>;
  readonly batch: Readonly<Record<string, HostTensor>>;
}

/** A network with random parameters and a batch whose words and outputs are partly dropped. */
export function createExtendedCase(configuration: NetworkConfiguration, openTags?: OpenTags): ExtendedCase {
  const random = createRandom(1, 'extended network');
  const network = createNetwork(configuration, openTags);
  const parameters = network.parameters.map(({ name, shape }) => [name, randomValues(random, shape, 0.7)]);
  const size = lengths.length;
  const isStep = (at: number) => Math.floor(at / size) < lengths[at % size]!;
  const drawTags = (tagCount: number) =>
    Int32Array.from(steps, (_, at) => (isStep(at) && at !== size ? at % tagCount : -1));
  const open = (tags: Int32Array) => tags.map((tag) => (openTags && tag === 0 ? openTag : tag));
  const batch = describeBatch([...network.inputs, ...network.targets], {
    lengths,
    plan: spreadSentences(lengths),
    words,
    places: Int32Array.from(steps, (word) => word % words.length),
    target: {
      tags: Object.fromEntries(
        network.outputs.map(({ name, tagCount }, index) => [
          name,
          index === 0 ? open(drawTags(tagCount)) : drawTags(tagCount),
        ]),
      ),
      sentences: 4,
    },
    noise: { dropout: { input: 0.25, hidden: 0.25, word: 0 }, random },
  });
  return { network, parameters: Object.fromEntries(parameters), batch };
}
