import { completeSettings, type GivenSettings } from './settings';

/** The names of the presets; `report` has the settings of the report. */
export const presetNames = ['report', 'fast', 'accurate', 'entities'] as const;
/** The name of a preset. */
export type PresetName = (typeof presetNames)[number];

/** What our own presets share. */
const modern = {
  model: 'bilstm',
  optimizer: 'adam',
  schedule: 'linear',
  warmup: 0.5,
  vectorUse: 'beside',
} as const satisfies GivenSettings;

/**
 * Settings that go together. What they leave open is as in `defaultSettings`, and so is all of `report`.
 * `fast`: small in memory, quick to train and to run. `accurate`: better tags, at some times the cost. `entities`: for spans of
 * words that the training corpus has not seen, such as names: it reads their characters in the place of their affixes, holds little of
 * each training word, and chooses the tags of a sentence together.
 */
export const presets: Readonly<Record<PresetName, GivenSettings>> = {
  report: {},
  fast: {
    ...modern,
    features: true,
    epochs: 14,
    batchSize: 32,
    hiddenSize: 48,
    embeddingSize: 16,
    featureSize: 24,
    learningRate: 0.005,
    dropout: 0.4,
    inputDropout: 0.4,
    wordDropout: 0.2,
    averageEpochs: 5,
    minimumCount: 3,
    vectorWords: 3000,
  },
  accurate: {
    ...modern,
    features: true,
    epochs: 12,
    hiddenSize: 200,
    embeddingSize: 50,
    characterSize: 50,
    learningRate: 0.002,
    dropout: 0.5,
    inputDropout: 0.4,
    wordDropout: 0.25,
    averageEpochs: 4,
    vectorWords: 100_000,
  },
  entities: {
    ...modern,
    characterSize: 50,
    crf: true,
    epochs: 12,
    hiddenSize: 128,
    embeddingSize: 16,
    learningRate: 0.002,
    dropout: 0.5,
    inputDropout: 0.4,
    wordDropout: 0.3,
    averageEpochs: 4,
    vectorWords: 300_000,
  },
};

/** What a small corpus needs to be learnt. */
export interface SmallCorpusLimits {
  /** Steps that an epoch has, about. */
  readonly epochSteps: number;
  /** Steps that a training has, at least. */
  readonly leastSteps: number;
  readonly batchSize: { readonly least: number; readonly most: number };
  readonly epochs: { readonly least: number; readonly most: number };
}

/** Smaller batches and more epochs for a smaller corpus, for as many steps. @param sentences of the training corpus */
export function fitSteps(
  sentences: number,
  { epochSteps, leastSteps, batchSize: size, epochs }: SmallCorpusLimits,
): { readonly batchSize: number; readonly epochs: number } {
  const batchSize = Math.min(size.most, Math.max(size.least, Math.round(sentences / epochSteps)));
  const needed = Math.round((leastSteps * batchSize) / sentences);
  return { batchSize, epochs: Math.max(epochs.least, Math.min(epochs.most, needed)) };
}

/** From so many sentences on, characters tell more about names than affixes and shapes of words do, also without word vectors. */
export const enoughForCharacters = 4000;

/** `entities` for fewer: the network of `fast` trains in half of the time, and learns more from few sentences. */
const fewEntities: GivenSettings = { ...presets.fast, crf: true };

/**
 * The settings of a preset for a corpus: a small one needs smaller batches and more epochs for as many steps, and without word vectors `entities`
 * reads affixes and shapes of words in the place of their characters. The settings of the report stay as they are.
 *
 * @param sentences of the training corpus
 * @param hasVectors whether word vectors of other texts are used
 */
export function fitPreset(name: PresetName, sentences: number, hasVectors = false): GivenSettings {
  if (name === 'report') return presets.report;
  const isSmall = name === 'entities' && sentences < enoughForCharacters && !hasVectors;
  const preset = isSmall ? fewEntities : presets[name];
  const { batchSize, epochs } = completeSettings(preset);
  const limits = {
    epochSteps: 60,
    leastSteps: 2500,
    batchSize: { least: 4, most: batchSize },
    epochs: { least: epochs, most: 100 },
  };
  return { ...preset, ...fitSteps(sentences, limits) };
}
