import type { GivenSettings } from '@tagger/trainer';
import { fitSteps } from '@tagger/trainer/internal';
import type { LabelKind } from '../labels';

/** A small network that knows words by their affixes and shape: of a few hundred texts it learns more than one that reads characters, and sooner. */
const quick = {
  model: 'bilstm',
  features: true,
  hiddenSize: 40,
  embeddingSize: 16,
  featureSize: 16,
  optimizer: 'adam',
  learningRate: 0.01,
  schedule: 'linear',
  warmup: 0.5,
  dropout: 0.4,
  inputDropout: 0.4,
  wordDropout: 0.3,
  averageEpochs: 4,
} as const satisfies GivenSettings;

/** So few steps that a lesson takes seconds. */
const limits = {
  epochSteps: 30,
  leastSteps: 300,
  batchSize: { least: 4, most: 32 },
  epochs: { least: 8, most: 40 },
};

/** Settings by which a few hundred texts are learnt in seconds. */
export function lessonSettings(kind: LabelKind, sentences: number): GivenSettings {
  return { ...quick, crf: kind === 'spans', ...fitSteps(sentences, limits) };
}
