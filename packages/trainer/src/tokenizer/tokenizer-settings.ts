import type { CharacterFeatureName } from '@tagger/core/internal';
import type { GivenSettings } from '../settings/settings';
import type { Augmentation } from './augment';

/** What decides the training of a tokenizer. */
export interface TokenizerSettings {
  /** Of the network; batches and epochs depend on the length of the text, unless they are given. */
  readonly training: GivenSettings;
  readonly features: readonly CharacterFeatureName[];
  /** Further features where most tokens have no white space behind them. */
  readonly unspacedFeatures: readonly CharacterFeatureName[];
  /** Further features where many tokens hold white space. */
  readonly syllableFeatures: readonly CharacterFeatureName[];
  readonly featureSize: number;
  /** Characters of a training sequence, at most. */
  readonly sequenceLength: number;
  readonly minimumCount: number;
  readonly minimumPairs: number;
  readonly augmentation: Augmentation;
  /** Whether every other epoch has the sentences in a random order, where the corpus tells of no paragraphs. */
  readonly shuffles: boolean;
}

export const defaultTokenizerSettings: TokenizerSettings = {
  training: {
    model: 'bilstm',
    optimizer: 'adam',
    schedule: 'linear',
    warmup: 0.5,
    hiddenSize: 64,
    embeddingSize: 24,
    learningRate: 0.005,
    dropout: 0.4,
    inputDropout: 0.1,
    wordDropout: 0.05,
    averageEpochs: 4,
  },
  features: ['rule', 'base', 'category', 'script'],
  unspacedFeatures: ['pair'],
  syllableFeatures: ['syllable', 'nextSyllable', 'syllablePair'],
  featureSize: 12,
  sequenceLength: 256,
  minimumCount: 3,
  minimumPairs: 2,
  augmentation: { unpunctuated: 0.05, recased: 0.03, joined: 0.03, merged: 0.2, retyped: 0.1 },
  shuffles: true,
};

/** Steps of an epoch that a small corpus has, about, and those of a training in addition to `leastEpochs`. */
const [smallEpoch, extraSteps] = [24, 1100];
const [leastEpochs, mostEpochs] = [5, 100];
const [smallestBatch, largestBatch] = [4, 16];

/** Batches and epochs for a text: a small one needs smaller batches and more epochs for as many steps. */
export function planTraining(
  { training, sequenceLength }: TokenizerSettings,
  characters: number,
): Pick<GivenSettings, 'batchSize' | 'epochs'> {
  const sequences = characters / sequenceLength;
  const fitting = Math.min(largestBatch, Math.max(smallestBatch, Math.round(sequences / smallEpoch)));
  const { batchSize = fitting } = training;
  const steps = Math.max(1, sequences / batchSize);
  const epochs = Math.min(mostEpochs, leastEpochs + Math.round(extraSteps / steps));
  return { batchSize, epochs: training.epochs ?? epochs };
}
