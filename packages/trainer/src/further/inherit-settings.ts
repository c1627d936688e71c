import { SettingsError } from '@tagger/core';
import type { ModelDescription } from '@tagger/models';
import {
  completeSettings,
  type GivenSettings,
  settingsSchema,
  type TrainingSettings,
} from '../settings/settings';
import type { StartModel } from './start-model';

/** Settings that a model's network and vocabulary have decided. */
type NetworkSettings = Pick<
  TrainingSettings,
  | 'model'
  | 'cellOutput'
  | 'layers'
  | 'hiddenSize'
  | 'embeddingSize'
  | 'features'
  | 'featureSize'
  | 'characterSize'
  | 'characterEncoder'
  | 'crf'
  | 'caseFallback'
>;

/** The settings that describe a model's network; those of parts that it lacks are left out. */
function describeNetwork({ network, lookup }: ModelDescription): Partial<NetworkSettings> {
  const { cell, bidirectional = false, cellOutput, layers = 1, features, characters, output } = network;
  return {
    model: bidirectional ? `bi${cell}` : cell,
    ...(cellOutput !== undefined && { cellOutput }),
    layers,
    hiddenSize: network.hiddenSize,
    embeddingSize: network.embeddingSize,
    features: features !== undefined,
    ...(features && { featureSize: features.size }),
    characterSize: characters?.hiddenSize ?? 0,
    ...(characters && { characterEncoder: characters.encoder ?? 'lstm' }),
    crf: output === 'crf',
    caseFallback: lookup.caseFallback,
  };
}

/**
 * The settings of a training that goes on from a model: its network's, and for all else what is given, or else what the model was trained with; without a
 * rehearsal at half its learning rate.
 *
 * @param sentences of the new corpus, which choose the number of epochs if that is not given
 * @throws SettingsError if a given setting contradicts the network
 */
export function inheritSettings(
  { name, description }: StartModel,
  given: GivenSettings,
  { sentences, isRehearsed }: { readonly sentences: number; readonly isRehearsed: boolean },
): TrainingSettings {
  const network = describeNetwork(description);
  for (const [key, own] of Object.entries(network)) {
    const value = given[key as keyof TrainingSettings];
    if (value === undefined || value === own) continue;
    throw new SettingsError(`${key} is ${value}, but that of ${name} is ${own}`, {
      hint: 'training goes on with the network of the model: leave it out',
    });
  }
  const { seed: _, ...trained } = description.training.settings;
  // A file of another version may have settings that are none any more.
  const known = Object.fromEntries(
    Object.entries(trained).filter(([key]) => Object.hasOwn(settingsSchema.entries, key)),
  ) as GivenSettings;
  const chosen = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  // Smaller steps than the model's own forget less, where nothing else keeps what is known. The rows of vectors that embeddings started from are rows like others now.
  const learningRate = completeSettings(known).learningRate / (isRehearsed ? 1 : 2);
  const settings = completeSettings({ ...known, learningRate, ...chosen, ...network, freezeVectors: false });
  return given.epochs === undefined ? { ...settings, epochs: chooseEpochs(settings, sentences) } : settings;
}

/** Steps in which a network learns something new; a few hundred sentences need more epochs for it than the model's own corpus did. */
const fewestSteps = 600;

/** Epochs of a training on so many sentences, if none are given: those of the model, or as many more as it takes. */
function chooseEpochs(
  { epochs, batchSize, accumulate }: Pick<TrainingSettings, 'epochs' | 'batchSize' | 'accumulate'>,
  sentences: number,
): number {
  const steps = Math.ceil(sentences / (batchSize * accumulate));
  return Math.max(epochs, Math.ceil(fewestSteps / Math.max(steps, 1)));
}
