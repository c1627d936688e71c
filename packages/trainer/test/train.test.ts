import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsError, TaggerError } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import { loadRuntime, Tagger } from '@tagger/models';
import { decodeModelFile, importWebRuntime } from '@tagger/models/internal';
import {
  InterruptedError,
  OnnxEngine,
  type TrainOptions,
  testTagger,
  train,
  type WordVectors,
} from '@tagger/trainer';
import { removeCheckpoint } from '@tagger/trainer/internal';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleCorpus } from './sample-corpus';

const settings = { epochs: 3, hiddenSize: 8, embeddingSize: 6, batchSize: 4, learningRate: 0.5, seed: 5 };
const corpora = { train: sampleCorpus(60, 1), dev: sampleCorpus(20, 2) };
const createOptions = async (more: Partial<TrainOptions> = {}): Promise<TrainOptions> => ({
  ...corpora,
  settings,
  engine: new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 }),
  ...more,
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagger-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('train', () => {
  it('learns, and keeps the epoch that is best on dev', async () => {
    const { bytes, description, history } = await train(await createOptions());
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(history[2]!.loss).toBeLessThan(history[0]!.loss / 2);
    const best = history.reduce((a, b) => (b.dev!.accuracy > a.dev!.accuracy ? b : a));
    expect(best.dev!.accuracy).toBeGreaterThan(0.9);
    expect(description.training).toMatchObject({
      epoch: best.epoch,
      scores: { accuracy: best.dev!.accuracy },
      corpus: { name: 'sample-1.conllu', sentences: 60 },
      settings,
    });
    // The file says of itself what the training saw.
    const tagger = await Tagger.load(bytes);
    const result = await testTagger(tagger, asStream(corpora.dev.sentences));
    await tagger.release();
    expect(result.accuracy).toBe(best.dev!.accuracy);
    expect(result.loss).toBeCloseTo(best.dev!.loss!, 4);
  });

  it('makes batches of so many words, too', async () => {
    const batches = async (more: object) => {
      const steps: number[] = [];
      const onEvent: TrainOptions['onEvent'] = (event) => event.type === 'step' && steps.push(event.tokens);
      await train(await createOptions({ settings: { ...settings, epochs: 1, ...more }, onEvent }));
      return steps;
    };
    expect(await batches({})).toHaveLength(15);
    const byTokens = await batches({ batchSize: 1000, batchTokens: 50 });
    expect(Math.max(...byTokens)).toBeLessThanOrEqual(50);
    expect(byTokens.length).toBeLessThan(12);
  });

  it('makes one step of several batches, as of one that is as large', async () => {
    const run = async (more: object) => {
      const norms: number[] = [];
      const onEvent: TrainOptions['onEvent'] = (event) =>
        event.type === 'step' && norms.push(event.gradientNorm);
      const one = { ...settings, epochs: 1, learningRate: 1e-9 };
      const { history } = await train(await createOptions({ settings: { ...one, ...more }, onEvent }));
      return { norms, loss: history[0]!.loss };
    };
    // All 60 sentences in one batch, whatever their order.
    const [whole, parts] = [await run({ batchSize: 60 }), await run({ batchSize: 7, accumulate: 100 })];
    expect(whole.norms).toHaveLength(1);
    expect(parts.norms).toHaveLength(1);
    expect(parts.norms[0]).toBeCloseTo(whole.norms[0]!, 4);
    expect(parts.loss).toBeCloseTo(whole.loss, 4);
    // 9 batches: two steps of four, and one of what is left.
    expect((await run({ batchSize: 7, accumulate: 4 })).norms).toHaveLength(3);
  });

  it('keeps the last epoch if there is no dev corpus', async () => {
    const { description } = await train(await createOptions({ dev: undefined }));
    expect(description.training.epoch).toBe(3);
    expect(description.training.scores).toBeUndefined();
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const run = async (seed: number) =>
      (await train(await createOptions({ settings: { ...settings, seed } }))).bytes;
    const first = await run(5);
    expect(await run(5)).toEqual(first);
    expect(await run(6)).not.toEqual(first);
  });

  it('goes on from a checkpoint to the same bytes', async () => {
    const whole = await train(await createOptions());
    const path = join(folder, 'model.onnx.checkpoint');
    // Stopped within the first epoch, at its end, and within the last one.
    for (const [stopAt, resume] of [
      [7, false],
      [15, true],
      [38, true],
    ] as const)
      await expect(train(await interruptAfter(stopAt, { path, resume }))).rejects.toThrow(InterruptedError);
    const resumed = await train(await createOptions({ checkpoint: { path, resume: true } }));
    expect(resumed.bytes).toEqual(whole.bytes);
    expect(resumed.history).toEqual(whole.history);
    await removeCheckpoint(path);
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });

  it('sees who aborts in another turn of the event loop, with a runtime that computes on this thread', async () => {
    const engine = new OnnxEngine(await importWebRuntime(), { device: 'cpu', threads: 1 });
    const controller = new AbortController();
    const onEvent: TrainOptions['onEvent'] = ({ type }) => {
      if (type === 'step') setImmediate(() => controller.abort());
    };
    const options = await createOptions({ engine, signal: controller.signal, onEvent });
    await expect(train(options)).rejects.toThrow('interrupted in epoch 1');
  });

  it('refuses a checkpoint of other settings, of another corpus, or that is broken', async () => {
    const path = join(folder, 'model.onnx.checkpoint');
    const checkpoint = { path, resume: true };
    const resume = async (more: Partial<TrainOptions>) => train(await createOptions({ checkpoint, ...more }));
    await expect(resume({})).rejects.toThrow(
      `${path}: no checkpoint to resume from (train without --resume)`,
    );
    await train(await createOptions({ checkpoint: { path, resume: false } }));
    await expect(resume({ settings: { ...settings, hiddenSize: 9 } })).rejects.toThrow(
      /made with hiddenSize 8/,
    );
    await expect(resume({ train: sampleCorpus(60, 3) })).rejects.toThrow(/made with another training corpus/);
    await expect(resume({ dev: undefined })).rejects.toThrow(/made with another dev corpus/);
    for (const size of [5000, 100, 0]) {
      await truncate(path, size);
      await expect(resume({})).rejects.toThrow(/not a checkpoint, or only a part of one/);
    }
    await writeFile(path, 'not a checkpoint at all');
    await expect(resume({})).rejects.toThrow(TaggerError);
  });

  it.each([
    ['epochs', 0, 'epochs must be a whole number from 1 to 100000, not 0'],
    ['epochs', -1, 'epochs must be a whole number from 1 to 100000, not -1'],
    ['learningRate', Number.NaN, 'learningRate must be a number above 0, up to 1e+38, not NaN'],
    ['hiddenSize', 1.5, 'hiddenSize must be a whole number from 1 to 8192, not 1.5'],
    ['constructor', 1, 'there is no setting constructor'],
    [
      'epochs',
      { valueOf: null, toString: null },
      'epochs must be a whole number from 1 to 100000, not an object',
    ],
    ['model', 'bilstmm', 'model must be one of rnn, lstm, gru, birnn, bilstm, bigru, not bilstmm'],
  ])('refuses %s %s', async (name, value, message) => {
    const options = await createOptions({ settings: { ...settings, [name]: value } });
    await expect(train(options)).rejects.toThrow(new SettingsError(message));
  });

  it('refuses a precision that there is not', async () => {
    const options = await createOptions({ precision: 'int2' as 'int4' });
    await expect(train(options)).rejects.toThrow('precision must be one of float32, int8, int4, not int2');
  });

  it('refuses a corpus without tags, and a sentence without end', async () => {
    const words = ['a', 'b'];
    const untagged = { name: 'a.conllu', sentences: [{ words, line: 3 }] };
    await expect(train(await createOptions({ train: untagged }))).rejects.toThrow(
      'a.conllu: no tags in the chosen column (choose it with --column, or its format with --format)',
    );
    const endless = { words: Array(20_000).fill('a'), tags: Array(20_000).fill('X'), line: 7 };
    await expect(
      train(await createOptions({ train: { name: 'a.conllu', sentences: [endless] } })),
    ).rejects.toThrow('a.conllu:7: a sentence of 20000 words; the limit is 5000');
  });

  it('stops where the loss is no number any more, and writes no model', async () => {
    const runaway = { ...settings, learningRate: 1e38, clipNorm: 1e38 };
    await expect(train(await createOptions({ settings: runaway }))).rejects.toThrow(/training diverged/);
  });

  it('counts a dev tag that the training corpus lacks as wrong', async () => {
    const dev = { name: 'dev', sentences: [{ words: ['the', 'dog'], tags: ['DET', 'WOOF'] }] };
    const { history } = await train(await createOptions({ dev }));
    expect(history.at(-1)!.dev!.accuracy).toBe(0.5);
  });
});

describe('train with word vectors', () => {
  /** Words of the sample corpus, and two that it lacks, each near one that it has. */
  const base = sampleCorpus(60, 1).sentences.flatMap(({ words }) => words);
  const known = [...new Set(base)];
  const random = createRandom(3, 'vectors');
  const rows = new Map(known.map((word) => [word, Float32Array.from({ length: 6 }, () => random.normal())]));
  rows.set('horse', rows.get('dog')!.slice());
  rows.set('huge', rows.get('old')!.slice());
  const vectors: WordVectors = { words: [...rows.keys()], dimension: 6, get: (word) => rows.get(word) };
  const start = { source: 'vectors.vec', vectors };
  const { embeddingSize: _, ...others } = settings;
  /** Nothing but the second word tells its tag. */
  const dev = {
    name: 'dev',
    sentences: [
      { words: ['the', 'horse'], tags: ['DET', 'NOUN'] },
      { words: ['the', 'HUGE'], tags: ['DET', 'ADJ'] },
    ],
  };

  it('takes their length, and tags words that the training corpus lacks', async () => {
    const options = { settings: { ...others, epochs: 30, freezeVectors: true, caseFallback: true }, dev };
    const { bytes, description, history } = await train(await createOptions({ ...options, vectors: start }));
    expect(description.network.embeddingSize).toBe(6);
    expect(description.training).toMatchObject({ vectors: 'vectors.vec', settings: { freezeVectors: true } });
    // Known are the words that the training corpus has: also where others have a vector.
    expect(history.at(-1)!.dev!.unknownAccuracy).toBe(1);
    const tagger = await Tagger.load(bytes);
    const result = await testTagger(tagger, asStream(dev.sentences));
    expect(result).toMatchObject({ accuracy: 1, unknownTokens: 2, unknownAccuracy: 1 });
    expect(tagger.knows('dog') && !tagger.knows('horse')).toBe(true);
    await tagger.release();

    const without = await train(await createOptions({ settings: { ...settings, epochs: 30 }, dev }));
    expect(without.history.at(-1)!.dev!.unknownAccuracy).toBeLessThanOrEqual(0.5);
  });

  it('leaves them alone if told to, and learns them otherwise', async () => {
    const embeddingOf = async (freezeVectors: boolean, epochs: number) => {
      const more = { ...others, freezeVectors, epochs };
      const { bytes } = await train(await createOptions({ settings: more, vectors: start, dev: undefined }));
      return decodeModelFile(bytes, 'model').parameters.embedding!.slice(6);
    };
    expect(await embeddingOf(true, 3)).toEqual(await embeddingOf(true, 1));
    expect(await embeddingOf(false, 3)).not.toEqual(await embeddingOf(false, 1));
  });

  it('goes on from a checkpoint with the same vectors alone', async () => {
    const path = join(folder, 'model.onnx.checkpoint');
    const whole = await train(await createOptions({ vectors: start }));
    const interrupted = await interruptAfter(20, { path, resume: false });
    await expect(train({ ...interrupted, vectors: start })).rejects.toThrow(InterruptedError);
    const resume = async (vectors: TrainOptions['vectors']) =>
      train(await createOptions({ checkpoint: { path, resume: true }, vectors }));
    await expect(resume(undefined)).rejects.toThrow(/made with another set of word vectors/);
    expect((await resume(start)).bytes).toEqual(whole.bytes);
  });

  it('refuses a length of its own', async () => {
    const options = { settings: { ...settings, embeddingSize: 7 }, vectors: start };
    await expect(train(await createOptions(options))).rejects.toThrow(
      new SettingsError('embeddingSize is 7, but the word vectors have 6 dimensions'),
    );
  });
});

/** Options of a run that is interrupted after so many steps, counted over all epochs of this call. */
async function interruptAfter(
  steps: number,
  checkpoint: { path: string; resume: boolean },
): Promise<TrainOptions> {
  const controller = new AbortController();
  return createOptions({
    checkpoint,
    signal: controller.signal,
    onEvent: (event) => {
      if (event.type === 'step' && (event.epoch - 1) * event.batches + event.batch === steps)
        controller.abort();
    },
  });
}

async function* asStream<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
