import { SettingsError } from '@tagger/core';

/** The settings of skip-gram. */
export interface SkipGramOptions {
  /** Numbers in a vector. Default 200. */
  readonly dimension?: number;
  /** The most words on each side of the centre; each window has a random size from 1 to this. Default 5. */
  readonly window?: number;
  /** Words drawn at random against each window. Default 5. */
  readonly negatives?: number;
  /** Words that make up more than this share of the corpus are often passed over; 0 passes over none. Default 0.001. */
  readonly sample?: number;
  /** Words that occur more rarely get no vector. Default 5. */
  readonly minimumCount?: number;
  /** Times through the corpus. Default 5. */
  readonly epochs?: number;
  /** Step size at the beginning; it falls linearly to 0. Default 0.05. */
  readonly learningRate?: number;
  /** With one thread, the same seed gives the same vectors, bit for bit. Default 1. */
  readonly seed?: number;
  /**
   * Worker threads that train at the same time, without locks: faster, but no longer repeatable. Default 1, which needs no
   * worker.
   */
  readonly threads?: number;
  /** `plain`, in TypeScript, is there to check `wasm` against, and is far slower. Default `wasm`. */
  readonly engine?: 'wasm' | 'plain';
}

export type SkipGramSettings = Required<SkipGramOptions>;

const defaults: SkipGramSettings = {
  dimension: 200,
  window: 5,
  negatives: 5,
  sample: 1e-3,
  minimumCount: 5,
  epochs: 5,
  learningRate: 0.05,
  seed: 1,
  threads: 1,
  engine: 'wasm',
};

/** From 1 to this. */
const wholeNumbers = {
  dimension: 8192,
  window: 1000,
  negatives: 1000,
  minimumCount: Number.MAX_SAFE_INTEGER,
  epochs: 100_000,
  threads: 256,
} as const;

const engines: readonly SkipGramSettings['engine'][] = ['wasm', 'plain'];

/** @throws SettingsError if a setting is out of its range, or there is none of its name. */
export function findSettings(options: SkipGramOptions): SkipGramSettings {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(defaults, name));
  if (unknown !== undefined) throw new SettingsError(`there is no setting ${unknown}`);
  const settings = { ...defaults, ...options };
  for (const [name, maximum] of Object.entries(wholeNumbers)) {
    const value = settings[name as keyof typeof wholeNumbers];
    if (!(Number.isSafeInteger(value) && value >= 1 && value <= maximum)) {
      throw new SettingsError(`${name} must be a whole number from 1 to ${maximum}, not ${value}`);
    }
  }
  const { sample, learningRate, seed, engine, threads } = settings;
  if (!(sample >= 0 && sample <= 1)) {
    throw new SettingsError(`sample must be a number from 0 to 1, not ${sample}`);
  }
  if (!(learningRate > 0 && learningRate <= 1e38)) {
    throw new SettingsError(`learningRate must be a number above 0, up to 1e+38, not ${learningRate}`);
  }
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new SettingsError(`seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not ${seed}`);
  }
  if (!engines.includes(engine)) {
    throw new SettingsError(`engine must be one of ${engines.join(', ')}, not ${engine}`);
  }
  if (engine === 'plain' && threads > 1) throw new SettingsError('the plain engine has one thread only');
  return settings;
}
