import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRuntime } from '@tagger/models';
import { EngineError, OnnxEngine, type TrainOptions, train } from '@tagger/trainer';
import { loadTfjsBackend, TfjsEngine } from '@tagger/trainer/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failAt, failAtStep, type Operation, watchCalls } from './failing-engine';
import { sampleCorpus } from './sample-corpus';

// 60 sentences in batches of 4: 15 steps an epoch.
const settings = { epochs: 3, hiddenSize: 8, embeddingSize: 6, batchSize: 4, learningRate: 0.5, seed: 5 };
const corpora = { train: sampleCorpus(60, 1), dev: sampleCorpus(20, 2) };
const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagger-'));
  path = join(folder, 'checkpoint');
});
afterEach(() => rm(folder, { recursive: true }));

const run = (more: Partial<TrainOptions> = {}) =>
  train({ ...corpora, settings, engine, checkpoint: { path, resume: false }, ...more });
const resume = (more: Partial<TrainOptions> = {}) => run({ checkpoint: { path, resume: true }, ...more });
const fail = (step: number, readable: boolean, more: Partial<TrainOptions> = {}) =>
  run({ engine: failAtStep(engine, step, { readable }), ...more }).then(
    () => expect.fail('it did not fail'),
    (error: Error) => error,
  );
const wayOn = 'on another --device or with a smaller --batch-tokens';

describe('an engine that fails in the midst of training', () => {
  it.each([
    ['in an epoch, and can be read', 20, true],
    ['in an epoch, and cannot be read any more', 20, false],
    ['at the start of an epoch', 16, false],
  ])('%s: training goes on with --resume, to the same bytes', async (_, step, readable) => {
    const whole = await run();
    await rm(path);
    const error = await fail(step, readable);
    expect(error).toBeInstanceOf(EngineError);
    expect(error.message).toBe(
      `${engine.name} failed: GPU device lost, in epoch 2 (progress is saved in ${path}: continue with --resume, ${wayOn})`,
    );
    const batches: number[] = [];
    const last = await resume({ onEvent: (event) => event.type === 'step' && batches.push(event.batch) });
    expect(batches[0]).toBe(readable ? step - 15 : 1);
    expect(last.bytes).toEqual(whole.bytes);
  });

  it('keeps what is done of the first epoch where it can be read', async () => {
    const whole = await run();
    await rm(path);
    await fail(3, true);
    expect((await resume()).bytes).toEqual(whole.bytes);
  });

  it('leaves no checkpoint where nothing was saved and nothing can be read', async () => {
    expect((await fail(3, false)).message).toBe(
      `${engine.name} failed: GPU device lost, in epoch 1 (train again, ${wayOn})`,
    );
    expect(await readdir(folder)).toEqual([]);
    expect((await fail(3, true, { checkpoint: undefined })).message).toContain('(train again, on another');
  });

  it('goes on with another engine', async () => {
    await fail(20, true);
    const other = new TfjsEngine(await loadTfjsBackend('cpu'));
    const { history } = await resume({ engine: other });
    const whole = await run();
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(history[2]!.loss).toBeCloseTo(whole.history[2]!.loss, 3);
  });

  it('goes on with smaller batches, from the start of the epoch that was running', async () => {
    await fail(20, true);
    const smaller = { ...settings, batchTokens: 20, accumulate: 2 };
    const steps: { batch: number; batches: number; epoch: number }[] = [];
    const onEvent: TrainOptions['onEvent'] = (event) => event.type === 'step' && steps.push(event);
    const { history } = await resume({ settings: smaller, onEvent });
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(steps[0]).toMatchObject({ epoch: 2, batch: 2 });
    expect(steps[0]!.batches).toBeGreaterThan(15);
    expect(steps.at(-1)).toMatchObject({ epoch: 3, batch: steps[0]!.batches });
  });
});

describe('an engine that fails in any of its operations, in any epoch', () => {
  // 2 steps an epoch. The last two epochs are averaged; all presets average.
  const averaging = { ...settings, batchSize: 10, optimizer: 'adam', averageEpochs: 2 } as const;
  const fewer = { train: sampleCorpus(20, 1), dev: sampleCorpus(6, 2) };
  const more = { ...fewer, settings: { ...averaging, learningRate: 0.05 } };
  const operations: Operation[] = [
    'step',
    'predict',
    'readParameters',
    'writeParameters',
    'readOptimizerStates',
  ];

  it.each(operations)('%s: a resumed run gives the bytes of one that did not fail', async (operation) => {
    let calls = 0;
    const counting = watchCalls(engine, (counts) => {
      calls = counts[operation];
    });
    const whole = await run({ ...more, engine: counting });
    expect(calls).toBeGreaterThan(2);
    for (let call = 1; call <= calls; call++) {
      for (const readable of [true, false]) {
        await rm(path, { force: true });
        const failing = failAt(engine, { operation, call, readable });
        await expect(run({ ...more, engine: failing })).rejects.toThrow(EngineError);
        const isKept = await access(path).then(
          () => true,
          () => false,
        );
        const last = await (isKept ? resume(more) : run(more));
        expect(last.bytes, `call ${call}, readable ${readable}`).toEqual(whole.bytes);
        expect(last.history).toEqual(whole.history);
      }
    }
  });
});
