import { SettingsError } from '@tagger/core';
import { cellOutputs } from '@tagger/models';
import * as v from 'valibot';
import { optimizerNames } from './optimizers/optimizer';

/** Recurrent networks: the cell, and whether it reads a sentence in both directions. */
export const modelNames = ['rnn', 'lstm', 'birnn', 'bilstm'] as const;
export type ModelName = (typeof modelNames)[number];

/** What word vectors made elsewhere are for: E starts from them, or they stand beside it and stay as they are. */
export const vectorUses = ['start', 'beside'] as const;
export type VectorUse = (typeof vectorUses)[number];

/** How the learning rate falls from the end of the warm-up to the end of training. */
export const schedules = ['constant', 'linear', 'cosine'] as const;
export type Schedule = (typeof schedules)[number];

const switchOf = (description: string) => v.pipe(v.boolean(), v.description(description));
const choiceOf = <const Names extends readonly string[]>(names: Names, description: string) =>
  v.pipe(v.picklist(names), v.description(description));
const wholeNumber = (minimum: number, maximum: number, description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(minimum), v.maxValue(maximum), v.description(description));
const positive = (description: string) =>
  v.pipe(v.number(), v.finite(), v.gtValue(0), v.description(description));
const atLeastZero = (description: string) =>
  v.pipe(v.number(), v.finite(), v.minValue(0), v.description(description));
const share = (description: string) =>
  v.pipe(v.number(), v.minValue(0), v.ltValue(1), v.description(description));

/** What decides a training run, beside the corpus and the machine. */
export const settingsSchema = v.strictObject({
  model: choiceOf(modelNames, 'recurrent network: its cell, read in one direction or in both'),
  cellOutput: choiceOf(cellOutputs, "the LSTM's output: h = r ⊙ tanh c, or h = r ⊙ c"),
  layers: wholeNumber(1, 16, 'recurrent layers, one upon the other'),
  hiddenSize: wholeNumber(1, 8192, 'H, of each layer and direction'),
  embeddingSize: wholeNumber(1, 8192, "D: length of a word's own vector"),
  features: switchOf("whether a word's affixes, shape and lower case have vectors, too"),
  featureSize: wholeNumber(1, 1024, 'length of the vector of each feature'),
  characterSize: wholeNumber(
    0,
    1024,
    'H of the LSTM that reads the characters of a word in each direction; 0 for none',
  ),
  crf: switchOf('whether a conditional random field chooses the tags of a sentence together'),
  epochs: wholeNumber(1, 100_000, 'passes over the training corpus'),
  optimizer: choiceOf(optimizerNames, 'plain gradient descent, or Adam'),
  learningRate: positive('learning rate after the warm-up'),
  schedule: choiceOf(schedules, 'how the learning rate falls to 0 at the end'),
  warmup: atLeastZero('epochs in which the learning rate rises from 0'),
  weightDecay: atLeastZero('share of its value that a parameter loses in a step, per unit of learning rate'),
  batchSize: wholeNumber(1, 65_536, 'sentences in a batch, at most'),
  batchTokens: wholeNumber(1, 1_000_000, 'words in a batch with its padding, at most'),
  accumulate: wholeNumber(1, 65_536, 'batches that make one step together'),
  clipNorm: positive('gradients are scaled down together where their norm is above this'),
  dropout: share('share of the outputs of each layer that are dropped'),
  inputDropout: share("share of the numbers of a word's vector that are dropped"),
  wordDropout: share('share of words that are taken for the unknown word'),
  averageEpochs: wholeNumber(0, 100_000, 'the last epochs whose parameters are averaged; 0 for none'),
  patience: wholeNumber(
    0,
    100_000,
    'epochs without a better score on dev after which training stops; 0 for all epochs',
  ),
  minimumCount: wholeNumber(
    1,
    Number.MAX_SAFE_INTEGER,
    'words that occur less often in the training corpus are trained as the unknown word',
  ),
  caseFallback: switchOf(
    'whether a word that the vocabulary lacks is looked up in another case, in training and for good',
  ),
  vectorUse: choiceOf(
    vectorUses,
    "word vectors are where a word's own start, or stand beside it as they are",
  ),
  vectorWords: wholeNumber(
    0,
    10_000_000,
    'so many words join that have vectors and that the training corpus lacks',
  ),
  freezeVectors: switchOf(
    'whether the vectors that training starts from stay as they are; other words learn theirs',
  ),
  seed: wholeNumber(
    0,
    Number.MAX_SAFE_INTEGER,
    'of the initial parameters, the order of batches and what is dropped',
  ),
});

export type TrainingSettings = Readonly<v.InferOutput<typeof settingsSchema>>;

/** What is undefined is as if it were not there. */
export type GivenSettings = {
  readonly [Name in keyof TrainingSettings]?: TrainingSettings[Name] | undefined;
};

/** The report's settings: 7 epochs, hidden size 200, learning rate 0.1, batches of 16, plain SGD. */
export const defaultSettings: TrainingSettings = {
  model: 'lstm',
  cellOutput: 'tanh',
  layers: 1,
  hiddenSize: 200,
  embeddingSize: 200,
  features: false,
  featureSize: 32,
  characterSize: 0,
  crf: false,
  epochs: 7,
  optimizer: 'sgd',
  learningRate: 0.1,
  schedule: 'constant',
  warmup: 0,
  weightDecay: 0,
  batchSize: 16,
  batchTokens: 8192,
  accumulate: 1,
  clipNorm: 5,
  dropout: 0,
  inputDropout: 0,
  wordDropout: 0,
  averageEpochs: 0,
  patience: 0,
  minimumCount: 2,
  caseFallback: false,
  vectorUse: 'start',
  vectorWords: 50_000,
  freezeVectors: false,
  seed: 1,
};

/**
 * The settings with the report's where none is given.
 * @throws SettingsError that names the setting, its range and what was found
 */
export function completeSettings(given: GivenSettings): TrainingSettings {
  const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
  const settings = { ...defaultSettings, ...Object.fromEntries(chosen) };
  const result = v.safeParse(settingsSchema, settings);
  if (result.success) return result.output;
  const key = result.issues[0].path?.[0].key as keyof TrainingSettings;
  if (!settingsSchema.entries[key]) throw new SettingsError(`there is no setting ${key}`);
  throw new SettingsError(`${key} must be ${describeRange(key)}, not ${settings[key]}`);
}

/** What kind of value a setting has. */
export type SettingKind =
  | { readonly type: 'boolean' }
  | { readonly type: 'number' }
  | { readonly type: 'choice'; readonly options: readonly string[] };

export function settingKind(key: keyof TrainingSettings): SettingKind {
  const [base] = settingsSchema.entries[key].pipe;
  return base.type === 'picklist' ? { type: 'choice', options: base.options } : { type: base.type };
}

/** What a setting is, in a few words. */
export function describeSetting(key: keyof TrainingSettings): string {
  return v.getDescription(settingsSchema.entries[key])!;
}

/** The values that a setting may have, in words. */
export function describeRange(key: keyof TrainingSettings): string {
  const kind = settingKind(key);
  if (kind.type === 'choice') return `one of ${kind.options.join(', ')}`;
  if (kind.type === 'boolean') return 'true or false';
  const { pipe } = settingsSchema.entries[key];
  const bounds = Object.fromEntries(
    pipe.flatMap((item) => ('requirement' in item ? [[item.type, item.requirement]] : [])),
  );
  if ('integer' in bounds) return `a whole number from ${bounds.min_value} to ${bounds.max_value}`;
  if ('lt_value' in bounds) return 'a number from 0 to below 1';
  return 'gt_value' in bounds ? 'a number above 0' : 'a number of at least 0';
}
