import { SettingsError } from '@tagger/core';
import { type CellName, type CellOutput, cellNames, cellOutputs } from '@tagger/models';
import * as v from 'valibot';

/** What decides a training run, beside the corpus and the machine. */
export interface TrainingSettings {
  readonly model: CellName;
  /** How the LSTM's output leaves the cell: h = r ⊙ tanh c, or h = r ⊙ c. */
  readonly cellOutput: CellOutput;
  /** Passes over the training corpus. */
  readonly epochs: number;
  /** H */
  readonly hiddenSize: number;
  /** D: length of a word's vector. */
  readonly embeddingSize: number;
  readonly learningRate: number;
  /** Sentences in a batch, at most. */
  readonly batchSize: number;
  /** Words in a batch with its padding, at most. */
  readonly batchTokens: number;
  /** Batches whose gradients are summed for one step, as if they were one batch. */
  readonly accumulate: number;
  /** Gradients are scaled down together where their norm is above this. */
  readonly clipNorm: number;
  /** Words that occur less often in the training corpus are trained as the unknown word. */
  readonly minimumCount: number;
  /** A word that the vocabulary lacks is looked up in another case, in training and for good. */
  readonly caseFallback: boolean;
  /** Of words that come with vectors and that the training corpus lacks, so many join the vocabulary. */
  readonly vectorWords: number;
  /** Keeps the vectors that training starts from as they are; other words learn theirs. */
  readonly freezeVectors: boolean;
  /** Of the initial parameters and the order of batches. */
  readonly seed: number;
}

/** What is undefined is as if it were not there. */
export type GivenSettings = {
  readonly [Name in keyof TrainingSettings]?: TrainingSettings[Name] | undefined;
};

/** The report's settings: 7 epochs, hidden size 200, learning rate 0.1, batches of 16, plain SGD. */
export const defaultSettings: TrainingSettings = {
  model: 'lstm',
  cellOutput: 'tanh',
  epochs: 7,
  hiddenSize: 200,
  embeddingSize: 200,
  learningRate: 0.1,
  batchSize: 16,
  batchTokens: 8192,
  accumulate: 1,
  clipNorm: 5,
  minimumCount: 2,
  caseFallback: false,
  vectorWords: 50_000,
  freezeVectors: false,
  seed: 1,
};

const wholeNumber = (minimum: number, maximum: number) =>
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(minimum),
    v.maxValue(maximum),
    v.description(`a whole number from ${minimum} to ${maximum}`),
  );
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0), v.description('a number above 0'));

const settingsSchema = v.strictObject({
  model: v.pipe(v.picklist(cellNames), v.description(`one of ${cellNames.join(', ')}`)),
  cellOutput: v.pipe(v.picklist(cellOutputs), v.description(`one of ${cellOutputs.join(', ')}`)),
  epochs: wholeNumber(1, 100_000),
  hiddenSize: wholeNumber(1, 8192),
  embeddingSize: wholeNumber(1, 8192),
  learningRate: positive,
  batchSize: wholeNumber(1, 65_536),
  batchTokens: wholeNumber(1, 1_000_000),
  accumulate: wholeNumber(1, 65_536),
  clipNorm: positive,
  minimumCount: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  caseFallback: v.pipe(v.boolean(), v.description('true or false')),
  vectorWords: wholeNumber(0, 10_000_000),
  freezeVectors: v.pipe(v.boolean(), v.description('true or false')),
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER),
});

/**
 * The settings with the report's where none is given.
 * @throws SettingsError that names the setting, its range and what was found
 */
export function completeSettings(given: GivenSettings): TrainingSettings {
  const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
  const settings: TrainingSettings = { ...defaultSettings, ...Object.fromEntries(chosen) };
  const result = v.safeParse(settingsSchema, settings);
  if (result.success) return result.output;
  const key = result.issues[0].path?.[0].key as keyof TrainingSettings;
  const entry = settingsSchema.entries[key];
  if (!entry) throw new SettingsError(`there is no setting ${key}`);
  throw new SettingsError(`${key} must be ${v.getDescription(entry)}, not ${settings[key]}`);
}
