import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { DistinctIds } from '../../src/batches/distinct-ids';

const size = 11;

describe('DistinctIds', () => {
  it('finds each id once, in order of first appearance', () => {
    const { ids, positions } = new DistinctIds(size).find([3, 0, 3, 10, 7, 0, 3]);
    expect([...ids]).toEqual([3, 0, 10, 7]);
    expect([...positions]).toEqual([0, 1, 0, 2, 3, 1, 0]);
  });

  it('is not confused by the ids of the call before', () => {
    const random = createRandom(1, 'ids');
    const distinct = new DistinctIds(size);
    for (let batch = 0; batch < 50; batch++) {
      const drawn = Array.from({ length: 1 + random.integer(2 * size) }, () => random.integer(size));
      const { ids, positions } = distinct.find(drawn);
      expect([...ids]).toEqual([...new Set(drawn)]);
      expect([...positions].map((position) => ids[position])).toEqual(drawn);
    }
  });

  it('takes a batch without tokens', () => {
    expect(new DistinctIds(size).find([]).ids).toHaveLength(0);
  });

  it.each([-1, size, 0.5, Number.NaN])('refuses the id %d', (id) => {
    expect(() => new DistinctIds(size).find([id])).toThrow(RangeError);
  });
});
