import { countWords, createRandom, listCharacters, listFeatureValues } from '@tagger/core/internal';
import type { ModelDescription } from '../src/model-file/model-description';
import type { NetworkConfiguration } from '../src/network/configuration';
import { createNetwork } from '../src/network/create-network';
import { randomValues } from '../src/testing/values';
import { sampleTags, sampleWords } from './sample-model';

const sizes = {
  hiddenSize: 6,
  embeddingSize: 5,
  vocabularySize: sampleWords.length + 1,
  tagCount: sampleTags.length,
};
const corpus = countWords([{ words: sampleWords }]);
const features = listFeatureValues(['suffix2', 'shape'], corpus, 1);
const characters = [...listCharacters(corpus, 1)];
const vectorWords = ['unheard-of', 'dog', 'cat'];

const everything = {
  features: {
    count: features.length,
    rows: features.reduce((sum, { values }) => sum + values.length + 1, 0),
    size: 3,
  },
  vectors: { rows: vectorWords.length + 1, size: 2 },
  characters: { vocabularySize: characters.length + 1, embeddingSize: 3, hiddenSize: 4 },
};
/** Networks with what the plain tagger lacks. */
export const extendedNetworks: Readonly<Record<string, NetworkConfiguration>> = {
  'two layers of a bidirectional LSTM with everything': {
    ...sizes,
    ...everything,
    cell: 'lstm',
    cellOutput: 'tanh',
    layers: 2,
    bidirectional: true,
    output: 'crf',
  },
  'bidirectional LSTM with output identity and word features': {
    ...sizes,
    features: everything.features,
    cell: 'lstm',
    cellOutput: 'identity',
    bidirectional: true,
  },
  'bidirectional GRU with a convolution over characters': {
    ...sizes,
    cell: 'gru',
    cellOutput: 'tanh',
    bidirectional: true,
    characters: { ...everything.characters, encoder: 'convolution' },
  },
  'LSTM with three outputs': {
    ...sizes,
    cell: 'lstm',
    cellOutput: 'tanh',
    otherOutputs: [
      { name: 'chunk', kind: 'crf', tagCount: 3, weight: 0.5 },
      { name: 'case', kind: 'softmax', tagCount: 2, weight: 1 },
    ],
  },
  'bidirectional LSTM with three outputs': {
    ...sizes,
    cell: 'lstm',
    cellOutput: 'tanh',
    bidirectional: true,
    otherOutputs: [
      { name: 'chunk', kind: 'softmax', tagCount: 3, weight: 1 },
      { name: 'case', kind: 'softmax', tagCount: 2, weight: 1 },
    ],
  },
  'two layers of an RNN with a conditional random field': {
    ...sizes,
    cell: 'rnn',
    cellOutput: 'tanh',
    layers: 2,
    output: 'crf',
  },
};

/** Combinations of tags for the model of this name: some of two further columns. */
export const sampleCombinations = {
  network: extendedNetworks['bidirectional LSTM with three outputs']!,
  combinations: {
    chunk: sampleTags.map((_, tag) => [[0], [1, 2], [0, 2], [2]][tag % 4]!),
    case: sampleTags.map((_, tag) => (tag % 2 === 0 ? [0, 1] : [1])),
  },
};

/** A model with random weights. */
export function createExtendedModel(network: NetworkConfiguration) {
  const random = createRandom(1, 'model');
  const parameters = createNetwork(network).parameters.map(({ name, shape }) => [
    name,
    Float32Array.from(randomValues(random, shape, 0.8).data),
  ]);
  const description: ModelDescription = {
    network,
    words: [...sampleWords],
    lookup: { trainedWords: sampleWords.length, caseFallback: false },
    ...(network.features && {
      features: features.map(({ name, values }) => ({ name, values: [...values] })),
    }),
    ...(network.vectors && { vectorWords }),
    ...(network.characters && { characters }),
    tags: [...sampleTags],
    ...(network.otherOutputs && {
      otherTags: network.otherOutputs.map(({ tagCount }) => ['a', 'b', 'c'].slice(0, tagCount)),
    }),
    training: {
      settings: { seed: 1 },
      corpus: { name: 'sample.conllu', column: 'upos', sentences: 3, tokens: 14 },
      epoch: 1,
      engine: 'none',
    },
  };
  return { description, parameters: Object.fromEntries(parameters) };
}
