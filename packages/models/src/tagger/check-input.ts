import type { Sentence } from '@tagger/core';
import {
  anyBoolean,
  anyString,
  type OptionRule,
  type OptionRules,
  oneOf,
  readWords,
  rejectArgument,
  requireIterable,
  wholeNumber,
} from '@tagger/core/internal';
import type { PoolOptions } from '../pool/pool-options';
import { devices, type Runtime } from '../runtime/runtime';
import type { EntityOptions } from '../spans/entity';
import type { SpanRules } from '../spans/span-rules';
import { type LoadOptions, runtimeNames } from './load-options';
import type { TaggingNetworkFactory } from './network-factory';
import type { ScoreOptions, TagOptions } from './tagged';

/** More threads than any machine has cores take memory alone. */
const maximumThreads = 256;

const kernels: OptionRule = {
  expected: 'a WebAssembly.Module',
  accepts: (value) => Object.prototype.toString.call(value) === '[object WebAssembly.Module]',
};

const columns: OptionRule = {
  expected: 'an array of names of columns',
  accepts: (value) => Array.isArray(value) && value.every((column) => typeof column === 'string'),
};

export const loadRules: OptionRules<LoadOptions> = {
  device: oneOf(devices),
  threads: wholeNumber(1, maximumThreads),
  runtime: {
    expected: "'wasm', 'onnx', a Runtime as loadRuntime() gives it, or a TaggingNetworkFactory",
    accepts: (value) =>
      runtimeNames.some((name) => name === value) ||
      typeof (value as Runtime | null)?.createSession === 'function' ||
      typeof (value as TaggingNetworkFactory | null)?.create === 'function',
  },
  kernels,
  language: anyString,
  columns,
};

export const poolRules: OptionRules<PoolOptions> = {
  workers: wholeNumber(1, maximumThreads),
  worker: { expected: 'a function that creates a worker', accepts: (value) => typeof value === 'function' },
  lowPriority: anyBoolean,
  kernels,
  language: anyString,
  columns,
};

const signal: OptionRule = {
  expected: 'an AbortSignal',
  // Not by `instanceof`, which is false for a signal of another window or context.
  accepts: (value) => typeof (value as AbortSignal | null)?.throwIfAborted === 'function',
};
const rules: OptionRule = {
  expected: 'SpanRules, as SpanRules.create() gives them',
  accepts: (value) => typeof (value as SpanRules | null)?.apply === 'function',
};
export const jsonRules: OptionRules<Omit<TagOptions, 'rules'>> = {
  topK: wholeNumber(1),
  language: anyString,
  signal,
};
export const tagRules: OptionRules<TagOptions> = { ...jsonRules, rules };
export const entityRules: OptionRules<EntityOptions> = {
  minimumScore: {
    expected: 'a number from 0 to 1',
    accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  },
  column: anyString,
  language: anyString,
  rules,
  signal,
};
export const scoreRules: OptionRules<ScoreOptions> = { signal };

/** Copies of the words of sentences. @throws ArgumentError unless they are arrays of strings that are not empty */
export function readSentences(value: unknown): string[][] {
  if (!Array.isArray(value))
    rejectArgument('sentences', 'an array of sentences, each an array of strings', value);
  return Array.from(value, (words, index) =>
    readWords(() => `sentences[${index}]`, words, 'the words of a single sentence go to tagTokens'),
  );
}

/** A sentence of a stream with a copy of its words. */
export interface ReadSentence {
  readonly sentence: Sentence;
  readonly words: readonly string[];
}

/**
 * The sentences of a stream, each checked when it comes.
 *
 * @throws ArgumentError if it is no stream; from its iterator, for what is no sentence
 */
export function checkSentences(
  source: AsyncIterable<Sentence> | Iterable<Sentence>,
): AsyncIterable<ReadSentence> {
  requireIterable('sentences', 'an iterable of { words }', source);
  return {
    [Symbol.asyncIterator]() {
      const iterator =
        Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
      let index = 0;
      // Not a generator: that would end a source that waits for its next item only when that has come.
      return {
        async next() {
          const { done, value } = await iterator.next();
          return done ? { done, value: undefined } : { done: false, value: readSentence(value, index++) };
        },
        async return() {
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

function readSentence(sentence: Sentence, index: number): ReadSentence {
  const name = `sentences[${index}]`;
  if (typeof sentence !== 'object' || sentence === null || !('words' in sentence))
    rejectArgument(name, 'an object with words', sentence, 'arrays of words go to tagBatch');
  return { sentence, words: readWords(() => `${name}.words`, sentence.words) };
}
