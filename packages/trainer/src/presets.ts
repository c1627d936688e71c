import type { GivenSettings } from './settings';

export const presetNames = ['report', 'fast', 'accurate'] as const;
export type PresetName = (typeof presetNames)[number];

/** What both of our own presets share. */
const modern = {
  model: 'bilstm',
  features: true,
  optimizer: 'adam',
  schedule: 'linear',
  warmup: 0.5,
  batchSize: 16,
  vectorUse: 'beside',
} as const satisfies GivenSettings;

/**
 * Settings that go together. What they leave open is as in `defaultSettings`, and so is all of `report`.
 * `fast`: small in memory, quick to train and to run. `accurate`: better tags, at some times the cost.
 */
export const presets: Readonly<Record<PresetName, GivenSettings>> = {
  report: {},
  fast: {
    ...modern,
    epochs: 8,
    hiddenSize: 64,
    embeddingSize: 48,
    featureSize: 24,
    learningRate: 0.003,
    dropout: 0.4,
    inputDropout: 0.3,
    wordDropout: 0.1,
    averageEpochs: 3,
  },
  accurate: {
    ...modern,
    epochs: 11,
    hiddenSize: 200,
    embeddingSize: 100,
    featureSize: 32,
    characterSize: 50,
    learningRate: 0.002,
    dropout: 0.5,
    inputDropout: 0.4,
    wordDropout: 0.15,
    averageEpochs: 4,
  },
};
