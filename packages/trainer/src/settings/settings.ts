import { SettingsError } from '@tagger/core';
import { type CellName, cellNames, cellOutputs, characterEncoderNames } from '@tagger/models/internal';
import * as v from 'valibot';
import { optimizerNames } from '../optimizers/optimizer';

/** Recurrent networks: the cell, and whether it reads a sentence in both directions. */
export type ModelName = CellName | `bi${CellName}`;
export const modelNames: readonly ModelName[] = [
  ...cellNames,
  ...cellNames.map((cell) => `bi${cell}` as const),
];

/** What word vectors made elsewhere are for: E starts from them, or they stand beside it and stay as they are. */
export const vectorUses = ['start', 'beside'] as const;

/** How the learning rate falls from the end of the warm-up to the end of training. */
export const schedules = ['constant', 'linear', 'cosine'] as const;

const switchOf = (description: string) => v.pipe(v.boolean(), v.description(description));
const choiceOf = <const Names extends readonly string[]>(names: Names, description: string) =>
  v.pipe(v.picklist(names), v.description(description));
const wholeNumber = (minimum: number, maximum: number, description: string) =>
  v.pipe(v.number(), v.integer(), v.minValue(minimum), v.maxValue(maximum), v.description(description));
const positive = (maximum: number, description: string) =>
  v.pipe(v.number(), v.gtValue(0), v.maxValue(maximum), v.description(description));
const atLeastZero = (maximum: number, description: string) =>
  v.pipe(v.number(), v.minValue(0), v.maxValue(maximum), v.description(description));
const share = (description: string) =>
  v.pipe(v.number(), v.minValue(0), v.ltValue(1), v.description(description));

/** About the largest number that float32 has. */
const largestFloat = 1e38;

/** What decides a training run, beside the corpus and the machine. */
export const settingsSchema = v.strictObject({
  model: choiceOf(modelNames, 'recurrent network; bi…: in both directions'),
  cellOutput: choiceOf(cellOutputs, 'output of an LSTM: h = r ⊙ tanh c, or h = r ⊙ c'),
  layers: wholeNumber(1, 16, 'recurrent layers'),
  hiddenSize: wholeNumber(1, 8192, 'hidden units per layer and direction'),
  embeddingSize: wholeNumber(1, 8192, 'size of word embeddings'),
  features: switchOf('also embed affixes, shape and lower case of words'),
  featureSize: wholeNumber(1, 1024, 'size of the embedding of each feature'),
  characterSize: wholeNumber(0, 1024, 'units that read characters; 0: none'),
  characterEncoder: choiceOf(characterEncoderNames, 'network that reads characters'),
  crf: switchOf('conditional random field over tag sequences'),
  columnWeight: positive(1000, 'weight of the loss of each column after the first'),
  epochs: wholeNumber(1, 100_000, 'passes over the training corpus'),
  optimizer: choiceOf(optimizerNames, 'stochastic gradient descent, or Adam'),
  learningRate: positive(largestFloat, 'learning rate after the warm-up'),
  schedule: choiceOf(schedules, 'course of the learning rate after the warm-up'),
  warmup: atLeastZero(100_000, 'epochs in which the learning rate rises'),
  weightDecay: atLeastZero(1000, 'weight decay, decoupled as in AdamW'),
  batchSize: wholeNumber(1, 65_536, 'maximum sentences in a batch'),
  batchTokens: wholeNumber(1, 1_000_000, 'maximum tokens in a batch, padded'),
  accumulate: wholeNumber(1, 65_536, 'batches for each training step'),
  clipNorm: positive(largestFloat, 'clip the norm of the gradients to this'),
  dropout: share('dropout of the outputs of each layer'),
  inputDropout: share('dropout of the inputs of the first layer'),
  wordDropout: share('share of words replaced by the unknown word'),
  averageEpochs: wholeNumber(0, 100_000, 'average the last n epochs; 0: none'),
  patience: wholeNumber(0, 100_000, 'stop after n epochs without a better dev score; 0: never'),
  minimumCount: wholeNumber(1, Number.MAX_SAFE_INTEGER, 'train rarer words as the unknown word'),
  caseFallback: switchOf('look up unknown words in another case'),
  vectorUse: choiceOf(vectorUses, 'use word vectors to start embeddings, or in addition'),
  vectorWords: wholeNumber(0, 10_000_000, 'maximum words to add from the vectors'),
  freezeVectors: switchOf('do not train embeddings that start from vectors'),
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER, 'seed of parameters, batch order, dropout'),
});

/** All settings of a training. */
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
  characterEncoder: 'lstm',
  crf: false,
  columnWeight: 1,
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
  // Own keys alone: an object has `constructor` from elsewhere, and the schema passes over it.
  const unknown = chosen.find(([name]) => !Object.hasOwn(settingsSchema.entries, name));
  if (unknown) throw new SettingsError(`there is no setting ${unknown[0]}`);
  const result = v.safeParse(settingsSchema, settings);
  if (result.success) return result.output;
  const key = result.issues[0].path?.[0].key as keyof TrainingSettings;
  throw new SettingsError(`${key} must be ${describeRange(key)}, not ${describeValue(settings[key])}`);
}

/** Also of what no setting is, such as an object that has no text. */
function describeValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
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
  return 'gt_value' in bounds
    ? `a number above 0, up to ${bounds.max_value}`
    : `a number from 0 to ${bounds.max_value}`;
}
