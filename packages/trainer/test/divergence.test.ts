import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRuntime } from '@tagger/models';
import {
  DivergenceError,
  type Engine,
  type GivenSettings,
  OnnxEngine,
  presetNames,
  presets,
  type TrainOptions,
  train,
} from '@tagger/trainer';
import { createOptimizer, type OptimizerName } from '@tagger/trainer/internal';
import { describe, expect, it } from 'vitest';
import type { TrainingSession } from '../src/engines/engine';
import { checkLoss } from '../src/training/divergence';
import { sampleCorpus } from './sample-corpus';

const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
const corpora = { train: sampleCorpus(60, 1), dev: sampleCorpus(20, 2) };
const small = { epochs: 3, hiddenSize: 8, embeddingSize: 6, batchSize: 4, seed: 5 } as const;
const run = (settings: GivenSettings, more: Partial<TrainOptions> = {}) =>
  train({ ...corpora, engine, settings: { ...small, ...settings }, ...more });

/** The engine with some operations of its sessions changed. */
const changed = (change: (session: TrainingSession) => Partial<TrainingSession>): Engine => ({
  name: 'changed',
  async createSession(options) {
    const session = await engine.createSession(options);
    const own: TrainingSession = {
      step: (batches, rates) => session.step(batches, rates),
      predict: (batch) => session.predict(batch),
      readParameters: () => session.readParameters(),
      writeParameters: (parameters) => session.writeParameters(parameters),
      readOptimizerStates: () => session.readOptimizerStates(),
      release: () => session.release(),
    };
    return { ...own, ...change(session) };
  },
});

describe('a training that diverges', () => {
  it.each<GivenSettings>([
    { learningRate: 1e6 },
    { learningRate: 1e3, dropout: 0.3 },
    { learningRate: 1e3, epochs: 1 },
    { learningRate: 1e6, crf: true },
    { learningRate: 100, optimizer: 'adam' },
  ])('stops while its loss is a finite number: %j', async (settings) => {
    await expect(run(settings)).rejects.toThrow(DivergenceError);
  });

  it('tells the loss, and that of guessing', async () => {
    await expect(run({ learningRate: 1e6 })).rejects.toThrow(
      /^training diverged: the loss in epoch 1 is \S+ per token, and 1.61 by guessing among 5 tags \(use a lower learning rate/,
    );
  });

  it('stops where a parameter is no finite number, and saves nothing of that epoch', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tagger-'));
    const broken = changed((session) => ({
      async readParameters() {
        const parameters = await session.readParameters();
        return { ...parameters, outputBias: Float32Array.of(Number.NaN) };
      },
    }));
    const checkpoint = { path: join(folder, 'checkpoint'), resume: false };
    await expect(run({}, { engine: broken, checkpoint })).rejects.toThrow(
      'training diverged: outputBias has a value that is not finite, in epoch 1',
    );
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('stops where the loss on dev is no finite number', async () => {
    const broken = changed((session) => ({
      async predict(batch) {
        const { scores, logProbabilities } = await session.predict(batch);
        return { scores, logProbabilities: logProbabilities.fill(Number.NEGATIVE_INFINITY) };
      },
    }));
    await expect(run({}, { engine: broken })).rejects.toThrow(
      'training diverged: the loss on dev is Infinity in epoch 1',
    );
  });
});

describe('no training that works is called diverged', () => {
  it.each([0.1, 0.3, 1, 3])('SGD at a rate of %f', async (learningRate) => {
    for (const crf of [false, true]) {
      const { history } = await run({ learningRate, crf, epochs: 2 });
      expect(history.at(-1)!.dev!.accuracy).toBeGreaterThan(0.3);
    }
  });

  it.each(presetNames)('the preset %s', async (preset) => {
    expect((await run({ ...presets[preset], epochs: 2, hiddenSize: 8 })).history).toHaveLength(2);
  });

  it('a corpus with one tag', async () => {
    const sentences = corpora.train.sentences.map(({ words }) => ({ words, tags: words.map(() => 'X') }));
    const { history } = await run({ epochs: 1 }, { train: { name: 'one', sentences }, dev: undefined });
    expect(history[0]!.loss).toBeCloseTo(0, 4);
  });
});

it('counts the mean of a hundred steps, or of a whole epoch, and no single step', () => {
  const at = (steps: number, isWhole: boolean, loss: number) => () =>
    checkLoss(loss, { epoch: 1, steps, isWhole, loss }, 17);
  const guess = Math.log(17);
  expect(at(1, false, 1000 * guess)).not.toThrow();
  expect(at(99, false, 11 * guess)).not.toThrow();
  expect(at(100, false, 11 * guess)).toThrow(DivergenceError);
  expect(at(3, true, 11 * guess)).toThrow(DivergenceError);
  expect(at(100, true, 9 * guess)).not.toThrow();
  expect(at(1, false, Number.POSITIVE_INFINITY)).toThrow('the loss is Infinity in epoch 1');
});

it('has no optimiser under another name', () => {
  for (const name of ['rmsprop', 'toString', '__proto__'])
    expect(() => createOptimizer(name as OptimizerName)).toThrow(
      `optimizer must be one of sgd, adam, not ${name}`,
    );
});
