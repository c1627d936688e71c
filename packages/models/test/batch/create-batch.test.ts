import { describe, expect, it } from 'vitest';
import { createBatch } from '../../src/batch/create-batch';

const sentences = [
  { places: Int32Array.of(5, 6), tags: Int32Array.of(1, -1) },
  { places: Int32Array.of(9) },
  { places: Int32Array.of(7, 8, 9, 4), tags: Int32Array.of(2, 0, 3, 1) },
];

describe('createBatch', () => {
  it('lays sentences side by side, step by step', () => {
    const batch = createBatch(sentences, [2, 1, 0]);
    // One line per step, one column per sentence.
    // biome-ignore format: the lines are the steps
    expect([...batch.places]).toEqual([
      7, 9, 5,
      8, 0, 6,
      9, 0, 0,
      4, 0, 0,
    ]);
    // biome-ignore format: the lines are the steps
    expect([...batch.tags]).toEqual([
      2, -1, 1,
      0, -1, -1,
      3, -1, -1,
      1, -1, -1,
    ]);
    // biome-ignore format: the lines are the steps
    expect([...batch.mask]).toEqual([
      1, 1, 1,
      1, 0, 1,
      1, 0, 0,
      1, 0, 0,
    ]);
    expect([...batch.lengths]).toEqual([4, 1, 2]);
    expect(batch).toMatchObject({ indexes: [2, 1, 0], size: 3, time: 4, tokens: 7 });
  });

  it('takes no more room than its own longest sentence needs', () => {
    expect(createBatch(sentences, [0, 1]).places).toHaveLength(4);
    expect(createBatch(sentences, [])).toMatchObject({ size: 0, time: 0, tokens: 0 });
  });

  it('refuses an index that has no sentence', () => {
    expect(() => createBatch(sentences, [3])).toThrow(RangeError);
  });
});
