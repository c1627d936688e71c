import { setImmediate } from 'node:timers/promises';
import { CorpusError, SettingsError } from '@tagger/core';
import { countWords } from '../corpus/count-words';
import { BATCH_LENGTH, readBatches } from '../corpus/sentence-batches';
import { type CorpusOptions, nameCorpus, type SkipGramCorpus } from '../corpus/skip-gram-corpus';
import { Vectors } from '../vectors/vectors';
import type { Engine, EngineSize } from './engine';
import { FastRandom } from './fast-random';
import type { Matrices } from './matrices';
import { createPlainEngine } from './plain-engine';
import { requireFinite, SampledLoss } from './sampled-loss';
import { findSettings, type SkipGramOptions, type SkipGramSettings } from './skip-gram-options';
import { createWasmEngine } from './wasm-engine';
import { computeWindowLoss } from './window-loss';
import { readWindows, type WindowPlan } from './window-plan';
import { WindowPlanner } from './window-planner';
import { createWorkerEngine } from './worker-engine';

/** The progress of a training of word vectors. */
export type SkipGramProgress =
  /** The words of the corpus are being counted: so many so far, a share in [0, 1] of it if it is in files. */
  | { readonly phase: 'count'; readonly words: number; readonly share: number | undefined }
  | {
      readonly phase: 'train';
      /** Counted from 1. */
      readonly epoch: number;
      /** Words seen in all epochs so far, and in the end; words without a vector are not counted. */
      readonly words: number;
      readonly totalWords: number;
      readonly learningRate: number;
      /** Mean loss, in nats, of a pair of words with its negatives, sampled over the last windows. */
      readonly loss: number;
    };

/** Options of `trainSkipGram`. */
export interface TrainSkipGramOptions extends SkipGramOptions, CorpusOptions {
  /** Called some hundred times a second at most. */
  readonly onProgress?: (progress: SkipGramProgress) => void;
  /** Stops the training: its reason is thrown. */
  readonly signal?: AbortSignal;
}

/**
 * Learns a vector for each frequent word of a corpus by skip-gram with negative sampling (Mikolov et al., 2013). The
 * corpus is read from its source once to count words and once for each epoch: the memory needed grows with the
 * vocabulary only (about 8 bytes for each number of a vector).
 *
 * @returns the words, the most frequent first, with their vectors
 * @throws SettingsError if a setting is out of its range, or the vectors do not fit in 4 GiB.
 * @throws DivergenceError if the loss, or a number of the vectors, is not finite any more, or the loss is beyond any use.
 * @throws FileError if the corpus cannot be read.
 * @throws CorpusError if it is not UTF-8, has fewer than two frequent words, or changes while it is read.
 */
export async function trainSkipGram(
  corpus: SkipGramCorpus,
  options: TrainSkipGramOptions = {},
): Promise<Vectors> {
  const { onProgress, signal, tokenizer = 'blanks', ...rest } = options;
  const settings = findSettings(rest);
  if (typeof tokenizer === 'string' && tokenizer !== 'blanks') {
    throw new SettingsError(`tokenizer must be 'blanks' or options of tokenize, not ${tokenizer}`);
  }
  signal?.throwIfAborted();
  const vocabulary = await countWords(corpus, { tokenizer }, settings.minimumCount, (words, share) => {
    signal?.throwIfAborted();
    onProgress?.({ phase: 'count', words, share });
  });
  const { words, counts, table } = vocabulary;
  const corpusWords = counts.reduce((sum, count) => sum + count, 0);
  const planner = new WindowPlanner(counts, settings);
  const engine = createEngine(settings, words.length);
  initialize(engine.matrices, words.length, settings.seed);
  const { negatives } = settings;
  const loss = new SampledLoss(negatives);
  let last: { readonly plan: WindowPlan; readonly windows: number } | undefined;
  try {
    for (let epoch = 1; epoch <= settings.epochs; epoch += 1) {
      for await (const batch of readBatches(corpus, { tokenizer }, table)) {
        const plan = await engine.acquire();
        const windows = planner.plan(batch, plan);
        for (const window of readWindows(plan, Math.min(windows, 1), negatives)) {
          loss.add(computeWindowLoss(window, engine.matrices) / window.inputs.length);
        }
        engine.train(plan, windows);
        last = { plan, windows };
        await setImmediate(); // lets a signal, a timer or a worker's message through
        signal?.throwIfAborted();
        const { learningRate, wordsSeen } = planner;
        const totalWords = corpusWords * settings.epochs;
        onProgress?.({ phase: 'train', epoch, words: wordsSeen, totalWords, learningRate, loss: loss.mean });
      }
      requireSameCorpus(corpus, planner.wordsSeen, corpusWords * epoch);
    }
  } finally {
    await engine.close();
  }
  // A corpus of few batches is sampled too seldom to show before its end what became of it.
  const end = new SampledLoss(negatives);
  for (const window of readWindows(last!.plan, Math.min(last!.windows, 100), negatives))
    end.add(computeWindowLoss(window, engine.matrices) / window.inputs.length);
  const matrix = copyRows(engine.matrices, words.length);
  requireFinite(matrix);
  return new Vectors(words, matrix);
}

function createEngine(settings: SkipGramSettings, rows: number): Engine {
  const size: EngineSize = { ...settings, rows, batchLength: BATCH_LENGTH };
  if (settings.engine === 'plain') return createPlainEngine(size);
  return settings.threads === 1 ? createWasmEngine(size) : createWorkerEngine(size, settings.threads);
}

/** Inputs uniform in ±1/dimension, outputs 0. */
function initialize({ inputs, dimension, stride }: Matrices, rows: number, seed: number): void {
  const random = new FastRandom(seed, 'vectors');
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < dimension; column += 1) {
      inputs[row * stride + column] = (2 * random.uniform() - 1) / dimension;
    }
  }
}

function copyRows({ inputs, dimension, stride }: Matrices, rows: number): Float32Array<ArrayBuffer> {
  const matrix = new Float32Array(rows * dimension);
  for (let row = 0; row < rows; row += 1) {
    matrix.set(inputs.subarray(row * stride, row * stride + dimension), row * dimension);
  }
  return matrix;
}

function requireSameCorpus(corpus: SkipGramCorpus, seen: number, counted: number): void {
  if (seen === counted) return;
  throw new CorpusError('the corpus is not the same each time it is read', {
    location: { file: nameCorpus(corpus) },
    hint: 'give a file, or an array of sentences: not a pipe or a generator, which can be read only once',
  });
}
