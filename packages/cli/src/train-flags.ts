import { resolve } from 'node:path';
import { SettingsError } from '@tagger/core';
import { completeSettings, type GivenSettings, type TrainingSettings } from '@tagger/trainer';
import type { EngineName } from './choose-engine';
import { type DeviceOptions, type FormatOptions, withFlagName } from './options';

export interface TrainFlags extends DeviceOptions, FormatOptions {
  readonly train?: string;
  readonly dev?: string;
  readonly output: string;
  readonly model: TrainingSettings['model'];
  readonly cellOutput: TrainingSettings['cellOutput'];
  readonly epochs: number;
  readonly hidden: number;
  readonly embedding?: number;
  readonly lr: number;
  readonly batch?: number;
  readonly batchTokens?: number;
  readonly accumulate: number;
  readonly clip: number;
  readonly minCount: number;
  readonly vectors?: string;
  readonly pretrain?: 'skipgram';
  readonly caseFallback?: boolean;
  readonly vectorWords: number;
  readonly freezeVectors?: boolean;
  readonly seed: number;
  readonly engine?: EngineName;
  readonly resume?: boolean;
  readonly logGradients?: string;
  readonly licence?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The flag of each setting, for errors. */
export const settingFlags: Readonly<Record<keyof TrainingSettings, string>> = {
  model: '--model',
  cellOutput: '--cell-output',
  epochs: '--epochs',
  hiddenSize: '--hidden',
  embeddingSize: '--embedding',
  learningRate: '--lr',
  batchSize: '--batch',
  batchTokens: '--batch-tokens',
  accumulate: '--accumulate',
  clipNorm: '--clip',
  minimumCount: '--min-count',
  caseFallback: '--case-fallback',
  vectorWords: '--vector-words',
  freezeVectors: '--freeze-vectors',
  seed: '--seed',
};

/** More sentences than a batch by words can have. */
const largestBatch = 65_536;

/** A model in the place of its own corpus or vectors would be a loss. */
export function checkOutput({ output, logGradients, train, dev, vectors }: TrainFlags): void {
  const isAmong = (path: string, others: readonly (string | undefined)[]) =>
    others.some((other) => other !== undefined && resolve(other) === resolve(path));
  if (output === '-')
    throw new SettingsError('a model cannot be written to standard output', { hint: 'give -o a file' });
  if (isAmong(output, [train, dev, vectors]))
    throw new SettingsError(`${output} is an input: the model would replace it`, {
      hint: 'give -o another file',
    });
  if (logGradients === '-')
    throw new SettingsError('the log of gradients cannot be written to standard output', {
      hint: 'give --log-gradients a file',
    });
  if (logGradients && isAmong(logGradients, [train, dev, vectors, output]))
    throw new SettingsError(`${logGradients} is another file of this run: the log would replace it`, {
      hint: 'give --log-gradients another file',
    });
}

/** As far as the flags tell, in their range. */
export function readSettings(flags: TrainFlags): GivenSettings {
  const settings: GivenSettings = {
    model: flags.model,
    cellOutput: flags.cellOutput,
    epochs: flags.epochs,
    hiddenSize: flags.hidden,
    embeddingSize: flags.embedding,
    learningRate: flags.lr,
    batchSize: flags.batch ?? (flags.batchTokens === undefined ? undefined : largestBatch),
    batchTokens: flags.batchTokens,
    accumulate: flags.accumulate,
    clipNorm: flags.clip,
    minimumCount: flags.minCount,
    // The words of a file may be in lower case alone.
    caseFallback: flags.caseFallback ?? flags.vectors !== undefined,
    vectorWords: flags.vectorWords,
    freezeVectors: flags.freezeVectors,
    seed: flags.seed,
  };
  try {
    completeSettings(settings);
  } catch (error) {
    throw withFlagName(settingFlags, error);
  }
  if (flags.freezeVectors && !flags.vectors && !flags.pretrain)
    throw new SettingsError('--freeze-vectors has nothing to freeze', {
      hint: 'give --vectors FILE or --pretrain skipgram',
    });
  return settings;
}
