import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceError } from '@tagger/models';
import { Card } from '@tagger/models/webgpu';
import { InterruptedError, type TrainOptions, train } from '@tagger/trainer';
import { describe, expect, it, vi } from 'vitest';
import { howToGetVulkan, useSoftwareVulkan } from '../../models/test/software-vulkan';
import type { TrainingSessionOptions } from '../src/engines/engine';
import { WgslEngine } from '../src/engines/wgsl/wgsl-engine';
import { WgslTrainingSession } from '../src/engines/wgsl/wgsl-session';
import { describeEngine } from '../src/testing/describe-engine';
import { engineCases } from '../src/testing/engine-cases';
import { EngineTrial } from '../src/testing/engine-trial';
import { float64Engine } from '../src/testing/float64-engine';
import { sampleCorpus } from './sample-corpus';

useSoftwareVulkan();

const engine = await WgslEngine.create().catch((error: Error) => error);

if (engine instanceof Error) {
  if (!DeviceError.isInstance(engine)) throw engine;
  it.skip(`WgslEngine (${engine.message}; ${howToGetVulkan})`);
} else
  describe('WgslEngine', () => {
    describeEngine(async () => engine, { isSlow: true });

    it('keeps what the memory of a workgroup has no room for elsewhere', async () => {
      const card = await Card.open();
      // Two copies of h and c take 48 numbers: no gate fits.
      const small = Object.assign(card, { limits: { invocations: 32, memory: 60 } });
      const trial = new EngineTrial(engineCases.find(({ name }) => name === 'LSTM')!, true);
      const create = (options: TrainingSessionOptions) => WgslTrainingSession.create(small, options);
      const session = await trial.start({ name: 'small', createSession: create });
      const oracle = await trial.start(float64Engine);
      await trial.trainOn(session);
      await trial.trainOn(oracle);
      const [actual, exact] = [await session.readParameters(), await oracle.readParameters()];
      for (const name of trial.trained)
        for (const [at, value] of exact[name]!.entries()) expect(actual[name]![at]).toBeCloseTo(value, 5);
      await session.release();
      card.destroy();
    });

    it('trains as float64 does, and to the same bytes if it is interrupted and goes on', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tagger-'));
      const path = join(folder, 'checkpoint');
      const settings = { epochs: 2, hiddenSize: 12, embeddingSize: 10, batchSize: 2, seed: 5 };
      const run = (more: Partial<TrainOptions> = {}) =>
        train({ train: sampleCorpus(8, 1), dev: sampleCorpus(3, 2), settings, engine, ...more });
      const [whole, exact] = [await run(), await run({ engine: float64Engine })];
      for (const [epoch, { loss, dev }] of exact.history.entries()) {
        expect(whole.history[epoch]!.loss).toBeCloseTo(loss, 4);
        expect(whole.history[epoch]!.dev).toEqual(dev && { ...dev, loss: expect.closeTo(dev.loss!, 4) });
      }
      const stop = new AbortController();
      const onEvent: TrainOptions['onEvent'] = (event) => event.type === 'step' && stop.abort();
      const first = run({ checkpoint: { path, resume: false }, signal: stop.signal, onEvent });
      await expect(first).rejects.toThrow(InterruptedError);
      const { bytes } = await run({ checkpoint: { path, resume: true } });
      expect(bytes).toEqual(whole.bytes);
      await rm(folder, { recursive: true });
    });

    it('goes on from its checkpoint, to the same bytes, where the card is lost in the second epoch', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tagger-'));
      const path = join(folder, 'checkpoint');
      const settings = { epochs: 2, hiddenSize: 8, embeddingSize: 6, batchSize: 4, seed: 5 };
      const request = vi.spyOn(GPUAdapter.prototype, 'requestDevice');
      const lost = await WgslEngine.create();
      const device = await request.mock.results[0]!.value;
      request.mockRestore();
      const run = (on: WgslEngine, more: Partial<TrainOptions> = {}) =>
        train({ train: sampleCorpus(8, 1), settings, engine: on, ...more });
      const onEvent: TrainOptions['onEvent'] = (event) =>
        event.type === 'step' && event.epoch === 2 && device.destroy();
      const failed = run(lost, { checkpoint: { path, resume: false }, onEvent });
      await expect(failed).rejects.toThrow(/the graphics card was lost.* \(progress is saved in/);
      const { bytes } = await run(engine, { checkpoint: { path, resume: true } });
      expect(bytes).toEqual((await run(engine)).bytes);
      await rm(folder, { recursive: true });
    });
  });
