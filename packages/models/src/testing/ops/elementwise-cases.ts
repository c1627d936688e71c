import type { Ops } from '../../ops/ops';
import { type Numbers, tensor } from '../values';
import type { OpsCase } from './ops-case';

type Binary = 'add' | 'subtract' | 'multiply' | 'divide' | 'minimum' | 'maximum';
type Unary = 'exp' | 'log' | 'sqrt' | 'tanh' | 'sigmoid' | 'logSoftmax';

const binary = (operation: Binary, shapes: string, a: Numbers, b: Numbers, expected: Numbers): OpsCase => ({
  test: `${operation}: ${shapes}`,
  inputs: { a, b },
  compute: <T>(ops: Ops<T>, { a, b }: Record<string, T>) => ({ result: ops[operation](a!, b!) }),
  expected: { result: expected },
});

const unary = (operation: Unary, what: string, a: Numbers, expected: Numbers): OpsCase => ({
  test: `${operation}: ${what}`,
  inputs: { a },
  compute: <T>(ops: Ops<T>, { a }: Record<string, T>) => ({ result: ops[operation](a!) }),
  expected: { result: expected },
});

const [a, b] = [
  [1, -2, 3.5],
  [4, 0.5, -2],
] as const;

/** log(1 + 1/e): how far the larger of two values, one apart, is below log(e^a + e^b). */
const excess = Math.log(1 + 1 / Math.E);

export const elementwiseCases: OpsCase[] = [
  binary('add', 'one shape', a, b, [5, -1.5, 1.5]),
  binary('subtract', 'one shape', a, b, [-3, -2.5, 5.5]),
  binary('multiply', 'one shape', a, b, [4, -1, -7]),
  binary('divide', 'one shape', a, b, [0.25, -4, -1.75]),
  binary('minimum', 'one shape', a, b, [1, -2, -2]),
  binary('maximum', 'one shape', a, b, [4, 0.5, 3.5]),

  binary(
    'subtract',
    '[2, 3] and [3]',
    tensor([2, 3], [1, 2, 3, 4, 5, 6]),
    [10, 20, 30],
    tensor([2, 3], [-9, -18, -27, -6, -15, -24]),
  ),
  binary(
    'subtract',
    '[3] and [2, 3]',
    [10, 20, 30],
    tensor([2, 3], [1, 2, 3, 4, 5, 6]),
    tensor([2, 3], [9, 18, 27, 6, 15, 24]),
  ),
  binary(
    'subtract',
    '[2, 1] and [1, 3]',
    tensor([2, 1], [1, 2]),
    tensor([1, 3], [10, 20, 30]),
    tensor([2, 3], [-9, -19, -29, -8, -18, -28]),
  ),
  binary('divide', 'a scalar and [2, 2]', 12, tensor([2, 2], [1, 2, 3, 4]), tensor([2, 2], [12, 6, 4, 3])),
  binary('divide', '[2, 2] and a scalar', tensor([2, 2], [1, 2, 3, 4]), 2, tensor([2, 2], [0.5, 1, 1.5, 2])),
  binary('subtract', 'two scalars', 3, 5, -2),
  binary(
    'multiply',
    '[2, 1, 3] and [2, 1]',
    tensor([2, 1, 3], [1, 2, 3, 4, 5, 6]),
    tensor([2, 1], [1, -1]),
    tensor([2, 2, 3], [1, 2, 3, -1, -2, -3, 4, 5, 6, -4, -5, -6]),
  ),
  binary('maximum', '[1, 2] and a scalar', tensor([1, 2], [-1, 3]), 0, tensor([1, 2], [0, 3])),
  binary('minimum', 'a scalar and [1, 2]', 0, tensor([1, 2], [-1, 3]), tensor([1, 2], [-1, 0])),
  {
    test: 'constant: a scalar, also twice the same',
    inputs: { a: tensor([1, 2], [1, 2]) },
    compute: (ops, { a }) => ({
      scalar: ops.constant(0.1),
      result: ops.add(ops.multiply(a!, ops.constant(2)), ops.multiply(a!, ops.constant(2))),
      small: ops.constant(1e-7),
    }),
    expected: { scalar: 0.1, result: tensor([1, 2], [4, 8]), small: 1e-7 },
  },

  unary(
    'exp',
    'some values',
    tensor([2, 2], [0, 1, -1, 2]),
    tensor([2, 2], [1, Math.E, 1 / Math.E, Math.E ** 2]),
  ),
  unary('log', 'some values', [1, Math.E, 1e-20], [0, 1, -20 * Math.LN10]),
  unary('sqrt', 'some values', [0, 2, 6.25], [0, Math.SQRT2, 2.5]),
  unary(
    'tanh',
    'some values, and where it is flat',
    [0, 0.5, -0.5, 90, -90],
    [0, (Math.E - 1) / (Math.E + 1), (1 - Math.E) / (1 + Math.E), 1, -1],
  ),
  unary(
    'sigmoid',
    'some values, and where it is flat',
    [0, 1, -1, 800, -800],
    [0.5, Math.E / (1 + Math.E), 1 / (1 + Math.E), 1, 0],
  ),
  unary(
    'logSoftmax',
    'over the last axis',
    tensor([2, 2, 2], [0, 0, 1, 2, 2, 1, 5, 5]),
    tensor(
      [2, 2, 2],
      [-Math.LN2, -Math.LN2, -1 - excess, -excess, -excess, -1 - excess, -Math.LN2, -Math.LN2],
    ),
  ),
  unary(
    'logSoftmax',
    'of values whose exponentials overflow',
    tensor([1, 3], [1000, 1001, -1000]),
    tensor([1, 3], [-1 - excess, -excess, -2001 - excess]),
  ),
  unary('logSoftmax', 'of a single class', tensor([2, 1], [5, -7]), tensor([2, 1], [0, 0])),
];
