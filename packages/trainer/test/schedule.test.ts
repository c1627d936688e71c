import { loadRuntime } from '@tagger/models';
import { type GivenSettings, OnnxEngine, presets, train } from '@tagger/trainer';
import { completeSettings, scheduleRate } from '@tagger/trainer/internal';
import { describe, expect, it } from 'vitest';
import { sampleCorpus } from './sample-corpus';

describe('scheduleRate', () => {
  const rates = (given: GivenSettings, ...progress: number[]) => {
    const settings = completeSettings({ learningRate: 0.8, epochs: 4, ...given });
    return progress.map((epochs) => scheduleRate(settings, epochs));
  };

  it('stays, falls on a line, or on a half cosine', () => {
    expect(rates({}, 0, 2, 4)).toEqual([0.8, 0.8, 0.8]);
    expect(rates({ schedule: 'linear' }, 0, 1, 4)).toEqual([0.8, expect.closeTo(0.6), 0]);
    expect(rates({ schedule: 'cosine' }, 0, 2, 4)).toEqual([0.8, expect.closeTo(0.4), 0]);
  });

  it('rises first where there is a warm-up', () => {
    expect(rates({ schedule: 'linear', warmup: 2 }, 0, 1, 2, 3, 4)).toEqual([0, 0.4, 0.8, 0.4, 0]);
    expect(rates({ warmup: 8 }, 4)).toEqual([0.4]);
  });
});

describe('training', () => {
  const corpora = { train: sampleCorpus(40, 1), dev: sampleCorpus(20, 2) };
  const small = { epochs: 4, hiddenSize: 6, embeddingSize: 5, batchSize: 4, featureSize: 3, seed: 2 };
  const run = async (settings: GivenSettings) => {
    const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
    return train({ ...corpora, engine, settings: { ...small, ...settings } });
  };

  it.each(['fast', 'accurate', 'entities'] as const)(
    'learns with the preset %s, and gives the same bytes again',
    async (name) => {
      const settings = {
        ...presets[name],
        ...small,
        characterSize: Math.min(3, presets[name].characterSize ?? 0),
      };
      const { history, bytes } = await run(settings);
      expect(history.at(-1)!.loss).toBeLessThan(history[0]!.loss);
      expect((await run(settings)).bytes).toEqual(bytes);
    },
  );

  it('stops when patience ends, with the best epoch', async () => {
    // A rate at which nothing is learnt: the first epoch stays the best.
    const { history, description } = await run({ epochs: 50, patience: 3, learningRate: 1e-30 });
    expect(history.length).toBe(4);
    expect(description.training.epoch).toBe(1);
  });

  it('averages the last epochs, of which training itself knows nothing', async () => {
    const [plain, averaged] = [await run({}), await run({ averageEpochs: 3 })];
    expect(averaged.history.map(({ loss }) => loss)).toEqual(plain.history.map(({ loss }) => loss));
    expect(averaged.history[1]!.dev).toEqual(plain.history[1]!.dev);
    expect(averaged.history[3]!.dev!.loss).not.toBe(plain.history[3]!.dev!.loss);
  });
});
