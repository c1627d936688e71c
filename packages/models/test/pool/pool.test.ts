import { readdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { SettingsError, TaggerError } from '@tagger/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceError, ModelError } from '../../src/errors';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { SharedModel } from '../../src/pool/messages';
import { createWorker } from '../../src/pool/threads';
import { Tagger } from '../../src/tagger/tagger';
import { createExtendedModel, extendedNetworks } from '../extended-models';
import { createSampleModel, sampleSentences } from '../sample-model';

const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
const bytes = encodeModelFile(description, parameters);
const text = 'The dog runs. I saw her duck!\n\nA cat doesn’t see the naïve dog';
const paragraphs = `${text}.\n\n`.repeat(700);
const sentences = sampleSentences([3, 40, 0, 1, 12]);
const reason = new Error('the visitor left');

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A pool with the workers that it has started. */
async function startPool(workers: number, options = {}) {
  const threads: Worker[] = [];
  const worker = async () => {
    const thread = (await createWorker()) as Worker;
    threads.push(thread);
    return thread;
  };
  return { pool: await Tagger.pool(bytes, { workers, worker, ...options }), threads };
}

describe('Tagger.pool', () => {
  let alone: Tagger;
  let pool: Tagger;
  beforeAll(async () => {
    alone = await Tagger.load(bytes);
    pool = await Tagger.pool(bytes, { workers: 2 });
  });
  afterAll(() => Promise.all([alone.release(), pool.release()]));

  it.each<[string, (tagger: Tagger) => Promise<unknown>]>([
    ['tag', (tagger) => tagger.tag(text)],
    ['tag of nothing', (tagger) => tagger.tag('')],
    ['tag of blanks', (tagger) => tagger.tag(' \n\n ')],
    ['tag with topK', (tagger) => tagger.tag(text, { topK: 3 })],
    ['tag with more tags than there are', (tagger) => tagger.tag(text, { topK: 99 })],
    ['tag in another language', (tagger) => tagger.tag('L’eau est là.', { language: 'fr' })],
    ['tag of many paragraphs', (tagger) => tagger.tag(paragraphs)],
    ['tag of many paragraphs with topK', (tagger) => tagger.tag(paragraphs, { topK: 2 })],
    ['tagTokens', (tagger) => tagger.tagTokens(sentences[1]!)],
    ['tagBatch', (tagger) => tagger.tagBatch(sentences, { topK: 2 })],
    ['tagBatch of nothing', (tagger) => tagger.tagBatch([])],
    ['tagBatch of empty sentences', (tagger) => tagger.tagBatch([[], []], { topK: 1 })],
    ['tagBatch of many', (tagger) => tagger.tagBatch(sampleSentences(Array(500).fill(15)))],
    ['probabilities', (tagger) => tagger.probabilities(sentences)],
    ['score', (tagger) => tagger.score(sampleSentences(Array(500).fill(15)))],
    ['tagStream', (tagger) => collect(tagger.tagStream([paragraphs, text]))],
    ['tagSentences', (tagger) => collect(tagger.tagSentences(sentences.map((words) => ({ words }))))],
    ['knows', async (tagger) => [tagger.knows('dog'), tagger.knows('unheard-of'), tagger.language]],
    ['model', async (tagger) => tagger.model],
  ])('gives what a Tagger gives: %s', async (_, call) => {
    expect(await call(pool)).toEqual(await call(alone));
  });

  it.each(Object.entries(extendedNetworks))('runs every network: %s', async (_, network) => {
    const model = createExtendedModel(network);
    const file = encodeModelFile(model.description, model.parameters);
    await using own = await Tagger.load(file);
    await using other = await Tagger.pool(file, { workers: 1 });
    expect(await other.tag(text, { topK: 2 })).toEqual(await own.tag(text, { topK: 2 }));
  });

  it('names what runs the model, and on how many threads', () => {
    expect(pool.runtimeName).toBe('WebAssembly on 2 threads');
  });

  it('gives each call its own answer', async () => {
    const calls = Array.from({ length: 60 }, (_, index) => `The dog ${'saw '.repeat(index % 7)}${index}.`);
    const expected = await Promise.all(calls.map((call) => alone.tag(call)));
    expect(await Promise.all(calls.map((call) => pool.tag(call)))).toEqual(expected);
  });

  it('throws what a Tagger throws, in one call alone', async () => {
    const tooLong = Array(100_001).fill('dog');
    const [long, bad, language, good] = await Promise.allSettled([
      pool.tagTokens(tooLong),
      pool.tagTokens([5] as never),
      pool.tag('Yes.', { language: 'no language' }),
      pool.tagTokens(['dog']),
    ]);
    expect(long).toMatchObject({
      reason: new TaggerError('a sentence of 100001 words; the limit is 100000', {
        hint: 'cut it into sentences',
      }),
    });
    expect((long as PromiseRejectedResult).reason).toMatchObject({ hint: 'cut it into sentences' });
    expect(bad.status).toBe('rejected');
    expect((language as PromiseRejectedResult).reason).toBeInstanceOf(SettingsError);
    expect(good).toEqual({ status: 'fulfilled', value: await alone.tagTokens(['dog']) });
  });

  it('ends a call by its signal, and no other', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const aborted = pool.tag(paragraphs, { signal });
    const other = pool.tag(paragraphs);
    setTimeout(() => controller.abort(reason), 5);
    await expect(aborted).rejects.toBe(reason);
    await expect(pool.tag(text, { signal })).rejects.toBe(reason);
    expect(await other).toHaveLength((await alone.tag(paragraphs)).length);
  });

  it.each([
    [{ workers: 0 }, 'workers must be a whole number from 1 to 256, not 0'],
    [{ worker: 5 }, 'worker must be a function that creates a worker, not 5'],
    [
      { threads: 2 },
      'unknown option "threads"; the options are workers, worker, lowPriority, kernels, language, columns',
    ],
    [{ kernels: {} }, 'kernels must be a WebAssembly.Module, not an object'],
  ])('refuses %o', async (options, problem) => {
    await expect(Tagger.pool(bytes, options as never)).rejects.toThrow(new SettingsError(problem));
  });

  it('refuses a file that is no model before it starts a worker', async () => {
    const worker = () => expect.unreachable();
    await expect(Tagger.pool(new Uint8Array(9), { worker })).rejects.toThrow(ModelError);
  });
});

describe('the workers of a pool', () => {
  it('read weights in shared memory', async () => {
    let model: SharedModel | undefined;
    const worker = async () => {
      const thread = (await createWorker()) as Worker;
      const post = thread.postMessage.bind(thread);
      thread.postMessage = (message) => {
        model ??= message.start;
        post(message);
      };
      return thread;
    };
    await using _ = await Tagger.pool(bytes, { workers: 1, worker });
    expect(model!.tensors.map(({ data }) => data.buffer)).toEqual(
      model!.tensors.map(() => expect.any(SharedArrayBuffer)),
    );
  });

  it('are replaced when they end; the calls that they had fail', async () => {
    const { pool, threads } = await startPool(1);
    const expected = await pool.tag(text);
    const call = pool.tag(paragraphs);
    setTimeout(() => void threads[0]!.terminate(), 5);
    await expect(call).rejects.toThrow(
      new DeviceError('a worker has ended: exit code 1', { hint: 'call again: another takes its place' }),
    );
    expect(await pool.tag(text)).toEqual(expected);
    expect(threads).toHaveLength(2);
    await pool.release();
  });

  it('that cannot be started are an error of each call, until they can', async () => {
    let isBroken = false;
    const threads: Worker[] = [];
    const worker = async () => {
      const thread = isBroken
        ? new Worker('throw new Error("no room\\nhere")', { eval: true })
        : ((await createWorker()) as Worker);
      threads.push(thread);
      return thread;
    };
    const pool = await Tagger.pool(bytes, { workers: 1, worker });
    isBroken = true;
    await threads[0]!.terminate();
    await expect(pool.tag(text)).rejects.toThrow(new DeviceError('a worker cannot be started: no room'));
    isBroken = false;
    expect(await pool.tag(text)).toHaveLength(17);
    await pool.release();

    isBroken = true;
    await expect(Tagger.pool(bytes, { workers: 2, worker })).rejects.toThrow(
      new DeviceError('a worker cannot be started: no room'),
    );
  });

  it('end with the pool, once its calls have ended', async () => {
    const { pool, threads } = await startPool(2);
    const ended = threads.map((thread) => new Promise((resolve) => thread.on('exit', resolve)));
    const calls = [pool.tag(paragraphs), pool.tagTokens(['dog'])];
    const release = pool.release();
    expect(pool.release()).toBe(release);
    await expect(pool.tag(text)).rejects.toThrow('this tagger was released');
    expect((await Promise.all(calls)).map(({ length }) => length > 0)).toEqual([true, true]);
    await release;
    await Promise.all(ended);
    expect(threads).toHaveLength(2);
  });
});

it.skipIf(process.platform !== 'linux')('lets other threads go first with lowPriority', async () => {
  const listPriorities = () =>
    readdirSync('/proc/self/task').map((id) => getPriority(Number(id)) - getPriority(process.pid));
  const { pool } = await startPool(2, { lowPriority: true });
  expect(listPriorities().filter((priority) => priority === 5)).toHaveLength(2);
  await pool.release();
});
