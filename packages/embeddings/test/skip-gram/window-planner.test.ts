import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { AliasTable } from '../../src/skip-gram/alias-table';
import { FastRandom } from '../../src/skip-gram/fast-random';
import { findSettings, type SkipGramOptions } from '../../src/skip-gram/skip-gram-options';
import { createWindowPlan, measurePlan, readWindows } from '../../src/skip-gram/window-plan';
import { sentenceEnd, WindowPlanner } from '../../src/skip-gram/window-planner';

function planWindows(counts: number[], batch: number[], options: SkipGramOptions) {
  const settings = findSettings({ sample: 0, ...options });
  const planner = new WindowPlanner(Float64Array.from(counts), settings);
  const length = measurePlan(batch.length, settings.window, settings.negatives);
  const plan = createWindowPlan(new ArrayBuffer(4 * length), 0, length);
  const windows = planner.plan(Int32Array.from(batch), plan);
  const copies = [...readWindows(plan, windows, settings.negatives)].map((window) => ({
    learningRate: window.learningRate,
    inputs: [...window.inputs],
    outputs: [...window.outputs],
  }));
  return { planner, windows: copies };
}

describe('WindowPlanner', () => {
  const words = Array.from({ length: 2000 }, (_, index) => index % 10);
  const counts = Array.from({ length: 10 }, () => 200);

  it('takes the words around each centre, within the sentence', () => {
    const { windows } = planWindows([1, 1, 1, 1, 1], [0, 1, 2, sentenceEnd, 3, sentenceEnd, 4, 0], {
      window: 1,
    });
    expect(windows.map(({ inputs, outputs }) => [outputs[0], inputs])).toEqual([
      [0, [1]],
      [1, [0, 2]],
      [2, [1]],
      [4, [0]],
      [0, [4]],
    ]);
  });

  it('draws each size of window alike', () => {
    const { windows } = planWindows(counts, words, { window: 4 });
    const sizes = [2, 4, 6, 8].map((size) => windows.filter(({ inputs }) => inputs.length === size).length);
    for (const size of sizes) expect(Math.abs(size - 500)).toBeLessThan(80);
  });

  it('draws negatives from unigram^0.75, never the centre itself', () => {
    const { windows } = planWindows(
      [16 ** 3, 16, 1],
      Array.from({ length: 3000 }, () => 2),
      { negatives: 2 },
    );
    const negatives = windows.flatMap(({ outputs }) => outputs.slice(1));
    expect(negatives).toHaveLength(6000);
    expect(negatives).not.toContain(2);
    const share = negatives.filter((word) => word === 1).length / negatives.length;
    expect(share).toBeCloseTo(8 / (512 + 8), 2);
  });

  it('passes over frequent words', () => {
    const sample = 0.01;
    const batch = Array.from({ length: 4000 }, (_, index) => (index % 10 === 0 ? 1 : 0));
    const { windows } = planWindows([3600, 400, 1000], batch, { sample, window: 1 });
    const frequency = 3600 / 5000;
    const kept = windows.filter(({ outputs }) => outputs[0] === 0).length / 3600;
    expect(kept).toBeCloseTo(Math.sqrt(sample / frequency) + sample / frequency, 1);
  });

  it('lowers the learning rate with the words seen', () => {
    const batch = [0, 1, sentenceEnd, 2, 3, sentenceEnd, 0, 2];
    const { windows, planner } = planWindows([2, 2, 2, 2], batch, { epochs: 2, learningRate: 0.5 });
    expect(windows.map(({ learningRate }) => learningRate)).toEqual([0.5, 0.5, 0.4375, 0.4375, 0.375, 0.375]);
    expect(planner.wordsSeen).toBe(6);
    expect(planner.learningRate).toBe(0.3125);
  });
});

describe('AliasTable', () => {
  it('draws by weight', () => {
    const weights = Float64Array.from({ length: 50 }, () => createRandom(1).uniform(0.1, 5));
    weights[7] = 60;
    const table = new AliasTable(weights);
    const random = new FastRandom(1, 'test');
    const draws = new Float64Array(50);
    for (let count = 0; count < 200_000; count += 1) draws[table.draw(random)]! += 1;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, weight] of weights.entries()) {
      expect(draws[index]! / 200_000).toBeCloseTo(weight / total, 2);
    }
  });
});
