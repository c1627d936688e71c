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

/** Steps that an epoch of a small corpus has, about, and those that a training has at least. */
const [smallEpoch, leastSteps] = [60, 2500];
const [smallestBatch, mostEpochs] = [4, 100];

/**
 * The settings of a preset for a corpus: a small one needs smaller batches and more epochs for as many steps. The settings of the report
 * stay as they are.
 *
 * @param sentences of the training corpus
 */
export function fitPreset(name: PresetName, sentences: number): GivenSettings {
  const preset = presets[name];
  if (name === 'report') return preset;
  const { batchSize: usualBatch, epochs: usualEpochs } = completeSettings(preset);
  const batchSize = Math.min(usualBatch, Math.max(smallestBatch, Math.round(sentences / smallEpoch)));
  const needed = Math.round((leastSteps * batchSize) / sentences);
  return { ...preset, batchSize, epochs: Math.max(usualEpochs, Math.min(mostEpochs, needed)) };
}
