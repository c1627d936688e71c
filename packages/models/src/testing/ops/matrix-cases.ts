import { createRandom } from '@tagger/core/internal';
import { randomValues, tensor, type Values } from '../values';
import type { OpsCase } from './ops-case';

const matrix = tensor([2, 3], [1, 2, 3, 4, 5, 6]);
const random = createRandom(1, 'matrix');
const [large, factor] = [randomValues(random, [3, 7, 20]), randomValues(random, [20, 9])];
const rows = randomValues(random, [3, 7, 9]);

/** 0, 1, … in this shape. */
const counting = (...shape: number[]) =>
  tensor(
    shape,
    Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, index) => index),
  );

export const matrixCases: OpsCase[] = [
  {
    test: 'sumLast and maxLast: two axes and three',
    inputs: { a: tensor([2, 3], [1, -2, 3, -4, -5, -6]), b: counting(2, 1, 2) },
    compute: (ops, { a, b }) => ({
      sum: ops.sumLast(a!),
      sums: ops.sumLast(b!),
      largest: ops.maxLast(a!),
      largests: ops.maxLast(b!),
    }),
    expected: {
      sum: tensor([2, 1], [2, -15]),
      sums: tensor([2, 1, 1], [1, 5]),
      largest: tensor([2, 1], [3, -4]),
      largests: tensor([2, 1, 1], [1, 3]),
    },
  },
  {
    test: 'transpose: a matrix, and one of a single row',
    inputs: { a: matrix, b: tensor([1, 2], [7, 8]) },
    compute: (ops, { a, b }) => ({ result: ops.transpose(a!), single: ops.transpose(b!) }),
    expected: { result: tensor([3, 2], [1, 4, 2, 5, 3, 6]), single: tensor([2, 1], [7, 8]) },
  },
  {
    test: 'mergeAxes and splitAxis: two axes and three',
    inputs: { a: counting(3, 2), b: counting(2, 2, 3), c: counting(2, 6) },
    compute: (ops, { a, b, c }) => ({
      merged: ops.mergeAxes(a!),
      mergedLast: ops.mergeAxes(b!),
      split: ops.splitAxis(c!, 3),
      splitLast: ops.splitAxis(b!, 1),
    }),
    expected: {
      merged: counting(6),
      mergedLast: counting(2, 6),
      split: counting(2, 3, 2),
      splitLast: counting(2, 2, 1, 3),
    },
  },
  {
    test: 'matmul: two matrices',
    inputs: {
      a: matrix,
      b: tensor([3, 2], [1, 0, 2, -1, 0, 0.5]),
    },
    compute: (ops, { a, b }) => ({ result: ops.matmul(a!, b!) }),
    expected: {
      result: tensor([2, 2], [5, -0.5, 14, -2]),
    },
  },
  {
    test: 'matmul: a sequence of matrices, of size 1 each way',
    inputs: { a: tensor([2, 1, 1], [2, 3]), b: tensor([1, 2], [4, 5]) },
    compute: (ops, { a, b }) => ({ result: ops.matmul(a!, b!) }),
    expected: { result: tensor([2, 1, 2], [8, 10, 12, 15]) },
  },
  {
    test: 'matmul: three axes, against plain loops',
    inputs: { a: large, b: factor },
    compute: (ops, { a, b }) => ({ result: ops.matmul(a!, b!) }),
    expected: {
      result: {
        shape: [3, 7, 9],
        data: fill(21 * 9, (i) =>
          sumOver(20, (k) => large.data[Math.floor(i / 9) * 20 + k]! * factor.data[k * 9 + (i % 9)]!),
        ),
      },
    },
  },
  {
    test: 'matmulRows: two matrices',
    inputs: {
      a: matrix,
      b: tensor([2, 2], [1, -1, 0.5, 2]),
    },
    compute: (ops, { a, b }) => ({ result: ops.matmulRows(a!, b!) }),
    expected: {
      result: tensor([3, 2], [3, 7, 4.5, 8, 6, 9]),
    },
  },
  {
    test: 'matmulRows: a single row',
    inputs: { a: tensor([1, 2], [1, 2]), b: tensor([1, 3], [3, 4, 5]) },
    compute: (ops, { a, b }) => ({ result: ops.matmulRows(a!, b!) }),
    expected: {
      result: tensor([2, 3], [3, 4, 5, 6, 8, 10]),
    },
  },
  {
    test: 'matmulRows: three axes, against plain loops',
    inputs: { a: large, b: rows },
    compute: (ops, { a, b }) => ({ result: ops.matmulRows(a!, b!) }),
    expected: {
      result: {
        shape: [20, 9],
        data: fill(20 * 9, (i) =>
          sumOver(21, (row) => large.data[row * 20 + Math.floor(i / 9)]! * rows.data[row * 9 + (i % 9)]!),
        ),
      },
    },
  },
  {
    test: 'linear: a bias of one row',
    inputs: {
      x: tensor([2, 2], [1, 2, 3, 4]),
      weight: tensor([3, 2], [1, 0, 0, 1, 1, 1]),
      bias: [10, 20, 30],
    },
    compute: (ops, { x, weight, bias }) => ({ result: ops.linear(x!, weight!, bias!) }),
    expected: {
      result: tensor([2, 3], [11, 22, 33, 13, 24, 37]),
    },
  },
  {
    test: 'linear: three axes, a bias for each row',
    inputs: {
      x: tensor([2, 1, 2], [1, 2, 3, 4]),
      weight: tensor([1, 2], [1, -1]),
      bias: tensor([2, 1, 1], [0.5, 1.5]),
    },
    compute: (ops, { x, weight, bias }) => ({ result: ops.linear(x!, weight!, bias!) }),
    expected: { result: tensor([2, 1, 1], [-0.5, 0.5]) },
  },
  {
    test: 'sum: of all values, of one, of a scalar',
    inputs: {
      a: tensor([1, 2, 2], [1, 2, 3, 4]),
      b: [7],
      c: -2,
    },
    compute: (ops, { a, b, c }) => ({ a: ops.sum(a!), b: ops.sum(b!), c: ops.sum(c!) }),
    expected: { a: 10, b: 7, c: -2 },
  },
  {
    test: 'sumRows: of two and three axes, and of one row',
    inputs: {
      a: matrix,
      b: tensor([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
      c: tensor([1, 2], [1, 2]),
    },
    compute: (ops, { a, b, c }) => ({ a: ops.sumRows(a!), b: ops.sumRows(b!), c: ops.sumRows(c!) }),
    expected: { a: [5, 7, 9], b: [16, 20], c: [1, 2] },
  },
  {
    test: 'split: unequal parts, three axes, one part',
    inputs: {
      a: tensor([2, 4], [1, 2, 3, 4, 5, 6, 7, 8]),
      b: tensor([2, 1, 2], [1, 2, 3, 4]),
    },
    compute: (ops, { a, b }) => {
      const [first, second] = ops.split(a!, [3, 1]);
      const [left, right] = ops.split(b!, [1, 1]);
      return { first: first!, second: second!, left: left!, right: right!, whole: ops.split(b!, [2])[0]! };
    },
    expected: {
      first: tensor([2, 3], [1, 2, 3, 5, 6, 7]),
      second: tensor([2, 1], [4, 8]),
      left: tensor([2, 1, 1], [1, 3]),
      right: tensor([2, 1, 1], [2, 4]),
      whole: tensor([2, 1, 2], [1, 2, 3, 4]),
    },
  },
  {
    test: 'concat: unequal parts, three axes, one part',
    inputs: {
      a: tensor([2, 2], [1, 2, 3, 4]),
      b: tensor([2, 1], [5, 6]),
      c: tensor([2, 1, 1], [1, 2]),
    },
    compute: (ops, { a, b, c }) => ({
      result: ops.concat([a!, b!, a!]),
      deep: ops.concat([c!, c!]),
      alone: ops.concat([b!]),
    }),
    expected: {
      result: tensor([2, 5], [1, 2, 5, 1, 2, 3, 4, 6, 3, 4]),
      deep: tensor([2, 1, 2], [1, 1, 2, 2]),
      alone: tensor([2, 1], [5, 6]),
    },
  },
];

function fill(length: number, compute: (index: number) => number): Values['data'] {
  return Array.from({ length }, (_, index) => compute(index));
}

function sumOver(count: number, compute: (index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += compute(index);
  return sum;
}
