import { type GivenSettings, presets } from '@tagger/trainer';
import { fitSteps } from '@tagger/trainer/internal';
import type { LabelKind } from '../labels';

/** A smaller `fast`, in larger steps. It knows words by their affixes and shape: of a few hundred texts it learns more than a network that reads characters, and sooner. */
const quick = {
  ...presets.fast,
  hiddenSize: 40,
  featureSize: 16,
  learningRate: 0.01,
  wordDropout: 0.3,
  averageEpochs: 4,
  minimumCount: 2,
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
