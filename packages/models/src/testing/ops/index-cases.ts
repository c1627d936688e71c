import { createRandom } from '@tagger/core/internal';
import { type Numbers, randomValues, tensor } from '../values';
import type { OpsCase } from './ops-case';

const table = tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]);

/** Sums of values that go to the same row, in plain loops. */
function scatterCase(test: string, rowCount: number, positions: number[], width: number): OpsCase {
  const values = randomValues(createRandom(1, test), [positions.length, width]);
  const sums = new Array<number>(rowCount * width).fill(0);
  positions.forEach((position, index) => {
    for (let column = 0; column < width; column++)
      sums[position * width + column]! += values.data[index * width + column]!;
  });
  return {
    test: `scatterAdd: ${test}`,
    inputs: { values, rows: randomValues(createRandom(2, test), [rowCount, width]) },
    positions: { positions },
    compute: (ops, { values, positions, rows }) => ({ result: ops.scatterAdd(values!, positions!, rows!) }),
    expected: { result: { shape: [rowCount, width], data: sums } },
  };
}

function randomPositions(count: number, below: number): number[] {
  const random = createRandom(3, 'positions');
  return Array.from({ length: count }, () => random.integer(below));
}

const delayCase = (test: string, sequence: Numbers, initial: Numbers, result: Numbers): OpsCase => ({
  test: `delay: ${test}`,
  inputs: { sequence, initial },
  compute: (ops, { sequence, initial }) => ({ result: ops.delay(sequence!, initial!) }),
  expected: { result },
});

export const indexCases: OpsCase[] = [
  {
    test: 'gather: positions of one axis, of two, and one alone',
    inputs: { table },
    positions: {
      flat: [2, 0, 2],
      square: tensor([2, 2], [3, 3, 1, 0]),
      single: [1],
    },
    compute: (ops, { table, flat, square, single }) => ({
      flat: ops.gather(table!, flat!),
      square: ops.gather(table!, square!),
      single: ops.gather(table!, single!),
    }),
    expected: {
      flat: tensor([3, 2], [5, 6, 1, 2, 5, 6]),
      square: tensor([2, 2, 2], [7, 8, 7, 8, 3, 4, 1, 2]),
      single: tensor([1, 2], [3, 4]),
    },
  },
  {
    test: 'takeSteps: as many steps in another order, and a few',
    inputs: { sequence: tensor([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]) },
    positions: { mirror: tensor([2, 2], [2, 1, 0, 3]), last: [3, 0, 3] },
    compute: (ops, { sequence, mirror, last }) => ({
      mirrored: ops.takeSteps(sequence!, mirror!),
      taken: ops.takeSteps(sequence!, last!),
    }),
    expected: {
      mirrored: tensor([2, 2, 2], [5, 6, 3, 4, 1, 2, 7, 8]),
      taken: tensor([3, 2], [7, 8, 1, 2, 7, 8]),
    },
  },
  {
    test: 'scatterAdd: positions of two axes',
    inputs: {
      values: tensor([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
      rows: table,
    },
    positions: {
      positions: tensor([3, 2], [0, 2, 2, 3, 2, 0]),
    },
    compute: (ops, { values, positions, rows }) => ({ result: ops.scatterAdd(values!, positions!, rows!) }),
    expected: {
      result: tensor([4, 2], [12, 14, 0, 0, 17, 20, 7, 8]),
    },
  },
  scatterCase('no repeated position, all rows', 5, [3, 1, 0, 4, 2], 3),
  scatterCase('no repeated position, some rows', 9, [7, 2, 5], 2),
  scatterCase('one value', 3, [2], 2),
  scatterCase('a table of one row', 1, [0, 0, 0], 4),
  scatterCase('all values in one row', 6, new Array(50).fill(4), 3),
  scatterCase('width 1', 4, [1, 1, 3], 1),
  // Large enough for a runtime to divide the work among threads.
  scatterCase('thousands of values with many repeats', 300, randomPositions(4000, 300), 64),
  scatterCase('thousands of values in three rows', 300, randomPositions(4000, 3), 64),
  {
    test: 'oneHot: positions of one axis and of two, and depth 1',
    positions: {
      flat: [1, 0],
      square: tensor([2, 2], [2, 0, 1, 1]),
      zero: [0, 0],
    },
    compute: (ops, { flat, square, zero }) => ({
      flat: ops.oneHot(flat!, 2),
      square: ops.oneHot(square!, 3),
      zero: ops.oneHot(zero!, 1),
    }),
    expected: {
      flat: tensor([2, 2], [0, 1, 1, 0]),
      square: tensor([2, 2, 3], [0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0]),
      zero: tensor([2, 1], [1, 1]),
    },
  },
  delayCase('three steps', tensor([3, 2], [1, 2, 3, 4, 5, 6]), [8, 9], tensor([3, 2], [8, 9, 1, 2, 3, 4])),
  delayCase(
    'three axes',
    tensor([2, 2, 1], [1, 2, 3, 4]),
    tensor([2, 1], [8, 9]),
    tensor([2, 2, 1], [8, 9, 1, 2]),
  ),
  delayCase('one step', tensor([1, 1, 2], [1, 2]), tensor([1, 2], [8, 9]), tensor([1, 1, 2], [8, 9])),
];
