import { expect, it } from 'vitest';
import { sortPositions } from '../../src/webgpu/batch-tensors';

it('sorts positions by their rows', () => {
  const { starts, order } = sortPositions([2, 0, 2, 3], 5);
  expect([...starts]).toEqual([0, 1, 1, 3, 4, 4]);
  expect([...order]).toEqual([1, 0, 2, 3]);
});
