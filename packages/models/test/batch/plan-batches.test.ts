import { SettingsError } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { planBatches } from '../../src/batch/plan-batches';

const source = createRandom(1, 'lengths');
const lengths = Array.from({ length: 500 }, () => 1 + source.integer(60));
const longest = (batch: number[]) => Math.max(...batch.map((index) => lengths[index]!));

describe.each([
  ['without random', () => undefined],
  ['with random', () => createRandom(1, 'plan')],
])('planBatches %s', (_, random) => {
  const plan = (size: number, maximumTokens?: number) =>
    planBatches(lengths, { size, maximumTokens, random: random() });

  it('takes every sentence exactly once', () => {
    expect(
      plan(16)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual([...lengths.keys()]);
  });

  it('fills every batch but one to its size', () => {
    const sizes = plan(16).map((batch) => batch.length);
    expect(sizes.filter((size) => size !== 16)).toEqual([500 % 16]);
  });

  it('keeps a batch with its padding below the maximum', () => {
    const batches = plan(32, 300);
    expect(Math.max(...batches.map((batch) => batch.length * longest(batch)))).toBeLessThanOrEqual(300);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(32);
  });

  it('puts sentences of like length together', () => {
    const padded = plan(16).reduce((sum, batch) => sum + batch.length * longest(batch), 0);
    const tokens = lengths.reduce((sum, length) => sum + length, 0);
    expect(tokens / padded).toBeGreaterThan(0.95);
  });
});

describe('planBatches', () => {
  it('makes a longer sentence a batch alone', () => {
    expect(planBatches([5, 20_000, 3, 9000, 4], { size: 16 })).toEqual([[2, 4, 0], [3], [1]]);
  });

  it('goes from short to long without random, ties in the order of the corpus', () => {
    expect(planBatches([2, 1, 2, 1, 2], { size: 2 })).toEqual([[1, 3], [0, 2], [4]]);
  });

  it('draws ties and the order of batches from random, repeatably', () => {
    const plan = (epoch: number) =>
      planBatches(lengths, { size: 16, random: createRandom(1, 'epoch', epoch) });
    expect(plan(1)).toEqual(plan(1));
    const together = (batches: number[][]) => new Set(batches.map((batch) => [...batch].sort().join()));
    const shared = [...together(plan(1))].filter((batch) => together(plan(2)).has(batch));
    expect(shared.length).toBeLessThan(5);
    const order = plan(1).map(longest);
    expect(order).not.toEqual([...order].sort((a, b) => a - b));
  });

  it('plans nothing for an empty corpus', () => {
    expect(planBatches([], { size: 16 })).toEqual([]);
  });

  it.each([{ size: 0 }, { size: 1.5 }, { size: Number.NaN }, { size: 1, maximumTokens: 0 }])(
    'refuses %o',
    (options) => {
      expect(() => planBatches(lengths, options)).toThrow(SettingsError);
    },
  );
});
