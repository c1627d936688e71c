import { createRandom, type WordIds } from '@tagger/core';
import { assembleInput, assembleTarget } from '../../src/batch/assemble-input';
import { describeSteps } from '../../src/batch/describe-steps';
import { describeCharacters, listTableIds } from '../../src/batch/describe-words';
import { type HostTensor, hostTensor } from '../../src/batch/host-tensor';
import { spreadSentences } from '../../src/batch/lanes';
import {
  directionsOf,
  type NetworkConfiguration,
  type NetworkParameters,
  parameterShapes,
  wordSize,
} from '../../src/network/configuration';
import { randomValues, type Values } from '../values';

const sizes = { hiddenSize: 3, embeddingSize: 2, vocabularySize: 4, tagCount: 3 };
const features = { count: 2, rows: 5, size: 2 };
const vectors = { rows: 3, size: 2 };
const characters = { vocabularySize: 4, embeddingSize: 2, hiddenSize: 2 };
const rnn = { ...sizes, cell: 'rnn', cellOutput: 'tanh' } as const;
const lstm = { ...sizes, cell: 'lstm', cellOutput: 'tanh' } as const;

/** Networks that have more than the plain ones, alone and together. */
export const extendedNetworks: Readonly<Record<string, NetworkConfiguration>> = {
  'bidirectional RNN': { ...rnn, bidirectional: true },
  'three layers of an RNN': { ...rnn, layers: 3 },
  'LSTM with word features': { ...lstm, features },
  'LSTM with vectors beside': { ...lstm, vectors },
  'RNN with characters': { ...rnn, characters },
  'LSTM with a conditional random field': { ...lstm, output: 'crf' },
  'two layers of a bidirectional LSTM with everything': {
    ...lstm,
    layers: 2,
    bidirectional: true,
    features,
    vectors,
    characters,
    output: 'crf',
  },
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
  readonly configuration: NetworkConfiguration;
  readonly parameters: Readonly<Record<string, Values>>;
  readonly batch: Readonly<Record<string, HostTensor>>;
}

/** A network with random parameters and a batch whose words and outputs are partly dropped. */
export function createExtendedCase(configuration: NetworkConfiguration): ExtendedCase {
  const random = createRandom(1, 'extended network');
  const parameters = Object.entries(parameterShapes(configuration)).map(([name, shape]) => [
    name,
    randomValues(random, shape, 0.7),
  ]);
  const [time, size, { layers = 1 }] = [4, lengths.length, configuration];
  const mask = (...shape: number[]) => {
    const length = shape.reduce((product, axis) => product * axis, 1);
    return hostTensor(
      shape,
      Float32Array.from({ length }, () => random.integer(4) && 4 / 3),
    );
  };
  const width = directionsOf(configuration).length * configuration.hiddenSize;
  const tables = Object.entries(listTableIds(configuration, words)).map(([name, ids]) => [
    `words.${name}`,
    ids,
  ]);
  const dropped = Array.from({ length: layers }, (_, layer) => [`dropout.layer${layer}`, mask(size, width)]);
  const isStep = (at: number) => Math.floor(at / size) < lengths[at % size];
  return {
    configuration,
    parameters: Object.fromEntries(parameters),
    batch: {
      positions: hostTensor(
        [time, size],
        Int32Array.from(steps, (word) => word % words.length),
      ),
      ...describeSteps(configuration, lengths, spreadSentences(lengths)),
      ...describeCharacters(configuration, words),
      ...Object.fromEntries([...tables, ...dropped]),
      'dropout.words': mask(words.length, wordSize(configuration)),
      tags: hostTensor(
        [time, size],
        Int32Array.from(steps, (_, at) => (isStep(at) ? at % 3 : 0)),
      ),
      weight: hostTensor(
        [time, size, 1],
        Float32Array.from(steps, (_, at) => (isStep(at) && at !== size ? 1 / 4 : 0)),
      ),
      sentenceWeight: hostTensor([], Float32Array.of(1 / 4)),
    },
  };
}

/** Gives the network's functions what they take, from tensors named as in a case. */
export function toExtendedArguments<T>(
  { configuration }: ExtendedCase,
  tensors: Readonly<Record<string, T>>,
) {
  return {
    parameters: tensors as NetworkParameters<T>,
    input: assembleInput(configuration, tensors),
    target: assembleTarget(tensors),
  };
}
