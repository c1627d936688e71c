import { createRandom, listPlainWords, type Random, type WordIds } from '@tagger/core/internal';
import type { NetworkConfiguration } from '@tagger/models';
import {
  createBatch,
  createNetwork,
  type Dropout,
  type OpenTags,
  openTag,
  planBatches,
} from '@tagger/models/internal';
import { BatchPreparer, type PreparedBatch } from '../batches/prepare-batch';
import type { OptimizerName } from '../optimizers/optimizer';

/** A network, and how it is trained. */
export interface EngineCase {
  readonly name: string;
  readonly configuration: NetworkConfiguration;
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly clipNorm: number;
  /** For networks that read more of a word than its id. */
  readonly dropout?: Dropout;
  /** Of the first output; the step of a tag with the weight 1 is open. */
  readonly openTags?: OpenTags;
}

const sizes = { hiddenSize: 12, embeddingSize: 10, vocabularySize: 40, tagCount: 5 };
const plain = { optimizer: 'sgd', learningRate: 0.5, clipNorm: 1 } as const;
const features = { count: 3, rows: 20, size: 4 };
const vectors = { rows: 15, size: 6 };
const characters = { vocabularySize: 9, embeddingSize: 5, hiddenSize: 4 };
const openTags: OpenTags = new Map([
  [4, 1],
  [1, 0.75],
]);

export const engineCases: readonly EngineCase[] = [
  { name: 'RNN', configuration: { ...sizes, cell: 'rnn', cellOutput: 'tanh' }, ...plain },
  { name: 'LSTM', configuration: { ...sizes, cell: 'lstm', cellOutput: 'tanh' }, ...plain },
  {
    name: 'LSTM with output identity',
    configuration: { ...sizes, cell: 'lstm', cellOutput: 'identity' },
    ...plain,
  },
  { name: 'GRU', configuration: { ...sizes, cell: 'gru', cellOutput: 'tanh' }, ...plain },
  {
    name: 'two layers of a bidirectional RNN with word features, Adam',
    configuration: { ...sizes, cell: 'rnn', cellOutput: 'tanh', layers: 2, bidirectional: true, features },
    optimizer: 'adam',
    learningRate: 0.01,
    clipNorm: 4,
    dropout: { input: 0.2, hidden: 0.3, word: 0.3 },
  },
  {
    name: 'bidirectional LSTM with vectors, characters and a conditional random field, Adam',
    configuration: {
      ...sizes,
      cell: 'lstm',
      cellOutput: 'tanh',
      bidirectional: true,
      vectors,
      characters,
      output: 'crf',
    },
    optimizer: 'adam',
    learningRate: 0.01,
    clipNorm: 1.5,
    dropout: { input: 0, hidden: 0.2, word: 0 },
  },
  {
    name: 'bidirectional LSTM with two outputs',
    configuration: {
      ...sizes,
      cell: 'lstm',
      cellOutput: 'tanh',
      bidirectional: true,
      otherOutputs: [{ name: 'other', kind: 'crf', tagCount: 3, weight: 0.5 }],
    },
    ...plain,
  },
  {
    name: 'GRU with a convolution over characters, Adam',
    configuration: {
      ...sizes,
      cell: 'gru',
      cellOutput: 'tanh',
      characters: { ...characters, encoder: 'convolution' },
    },
    optimizer: 'adam',
    learningRate: 0.01,
    clipNorm: 1.5,
    dropout: { input: 0, hidden: 0.2, word: 0 },
  },
  {
    name: 'RNN with open steps',
    configuration: { ...sizes, cell: 'rnn', cellOutput: 'tanh' },
    ...plain,
    openTags,
  },
];

/**
 * Ten batches of sentences of different lengths; some words repeat often, id 39 never occurs, and a few tags are not known.
 */
export function createBatches(engineCase: EngineCase): PreparedBatch[] {
  const { configuration, dropout } = engineCase;
  const random = createRandom(1, 'sentences');
  const sentences = Array.from({ length: 44 }, () => {
    const length = 1 + random.integer(9);
    return {
      places: Int32Array.from({ length }, () => Math.min(random.integer(39), random.integer(39))),
      tags: drawTags(engineCase, length, random),
      otherTags: drawOtherTags(configuration, length),
    };
  });
  const lengths = sentences.map(({ places }) => places.length);
  const words = dropout ? createWords(random) : listPlainWords(configuration.vocabularySize);
  const preparer = new BatchPreparer(createNetwork(configuration, engineCase.openTags), words);
  return planBatches(lengths, { size: 4, random })
    .slice(0, 10)
    .map((plan) => {
      const noise = dropout && { dropout, random };
      return preparer.prepare(createBatch(sentences, plan), noise);
    });
}

/** Sentences of different lengths and with words in common, as three batches of other sizes and as one. */
export function createParts(engineCase: EngineCase) {
  const { configuration, dropout } = engineCase;
  const random = createRandom(2, 'parts');
  const sentences = Array.from({ length: 9 }, (_, index) => {
    const length = 1 + (index % 7);
    return {
      places: Int32Array.from({ length }, () => random.integer(20)),
      tags: drawTags(engineCase, length, random),
      otherTags: drawOtherTags(configuration, length),
    };
  });
  const plan = [
    [0, 1, 2, 3],
    [4, 5],
    [6, 7, 8],
  ];
  const words = dropout ? createWords(random) : listPlainWords(configuration.vocabularySize);
  const preparer = new BatchPreparer(createNetwork(configuration, engineCase.openTags), words);
  return {
    parts: preparer.prepareTogether(plan.map((indexes) => createBatch(sentences, indexes))),
    whole: [preparer.prepare(createBatch(sentences, plan.flat()))],
  };
}

/** A few are not known, and others open where the case says so. */
function drawTags({ configuration, openTags }: EngineCase, length: number, random: Random): Int32Array {
  const draw = () => random.integer(configuration.tagCount + 1) - 1;
  return Int32Array.from({ length }, draw).map((tag) => (openTags?.get(tag) === 1 ? openTag : tag));
}

/** For outputs next to the first; a few are not known. */
function drawOtherTags({ otherOutputs = [] }: NetworkConfiguration, length: number) {
  const drawn = otherOutputs.map(({ name, tagCount }) => [
    name,
    Int32Array.from({ length }, (_, step) => ((3 * step + length) % (tagCount + 1)) - 1),
  ]);
  return Object.fromEntries(drawn);
}

/** 39 words, several of which are one in the vocabulary or share their features; one has no character. */
function createWords(random: Random): WordIds[] {
  return Array.from({ length: 39 }, (_, index) => ({
    word: index % 30,
    features: Int32Array.from({ length: features.count }, () => random.integer(features.rows)),
    vector: random.integer(vectors.rows),
    characters: Int32Array.from({ length: index % 6 }, () => random.integer(characters.vocabularySize)),
  }));
}
