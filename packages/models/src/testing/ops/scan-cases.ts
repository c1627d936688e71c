import type { Ops } from '../../ops/ops';
import { type Numbers, tensor } from '../values';
import type { OpsCase } from './ops-case';

/** s ← 2 s + x, whose value tells the order of the steps. */
const horner = (
  test: string,
  reverse: boolean,
  x: Numbers,
  expected: { final: Numbers; states: Numbers },
): OpsCase => ({
  test: `scan: ${test}, ${reverse ? 'backwards' : 'forwards'}`,
  inputs: { x, start: tensor([2, 1], [1, 0]) },
  compute: <T>(ops: Ops<T>, { x, start }: Record<string, T>) => {
    const { final, outputs } = ops.scan(
      ({ s }, { x }) => {
        const next = ops.add(ops.multiply(s, ops.constant(2)), x);
        return { state: { s: next }, outputs: { states: next } };
      },
      { s: start! },
      { x: x! },
      { reverse },
    );
    return { final: final.s, states: outputs.states };
  },
  expected,
});

const sequence = tensor([3, 2, 1], [1, 10, 2, 20, 3, 30]);

const states = (reverse: boolean): OpsCase => ({
  test: `scan: two states, inputs and outputs, named in any order, ${reverse ? 'backwards' : 'forwards'}`,
  inputs: {
    x: tensor([3, 2], [1, 2, 3, 4, 5, 6]),
    y: tensor([3, 1], [10, 20, 30]),
    sum: [100, 200],
    product: [1],
  },
  compute: <T>(ops: Ops<T>, { x, y, sum, product }: Record<string, T>) => {
    const { final, outputs } = ops.scan(
      ({ sum, product }, { y, x }) => ({
        state: { product: ops.multiply(product, y), sum: ops.add(sum, x) },
        outputs: { wide: ops.add(sum, y), before: product, difference: ops.subtract(x, y) },
      }),
      { sum: sum!, product: product! },
      { x: x!, y: y! },
      { reverse },
    );
    return { ...outputs, sum: final.sum, product: final.product };
  },
  expected: {
    sum: [109, 212],
    product: [6000],
    difference: tensor([3, 2], [-9, -8, -17, -16, -25, -24]),
    ...(reverse
      ? {
          before: tensor([3, 1], [600, 30, 1]),
          wide: tensor([3, 2], [118, 220, 125, 226, 130, 230]),
        }
      : {
          before: tensor([3, 1], [1, 10, 200]),
          wide: tensor([3, 2], [110, 210, 121, 222, 134, 236]),
        }),
  },
});

export const scanCases: OpsCase[] = [
  horner('three steps of two sequences', false, sequence, {
    final: tensor([2, 1], [19, 110]),
    states: tensor([3, 2, 1], [3, 10, 8, 40, 19, 110]),
  }),
  horner('three steps of two sequences', true, sequence, {
    final: tensor([2, 1], [25, 170]),
    states: tensor([3, 2, 1], [25, 170, 12, 80, 5, 30]),
  }),
  horner('one step', false, tensor([1, 2, 1], [5, 6]), {
    final: tensor([2, 1], [7, 6]),
    states: tensor([1, 2, 1], [7, 6]),
  }),
  horner('one step', true, tensor([1, 2, 1], [5, 6]), {
    final: tensor([2, 1], [7, 6]),
    states: tensor([1, 2, 1], [7, 6]),
  }),
  states(false),
  states(true),
  {
    test: 'scan: a state that is also an output, outputs that are one value, an input given back',
    inputs: { x: tensor([3, 1], [1, 2, 3]), start: [10] },
    compute: (ops, { x, start }) => {
      const { final, outputs } = ops.scan(
        ({ s }, { x }) => {
          const next = ops.add(s, x);
          return { state: { s: next }, outputs: { first: next, second: next, before: s, input: x } };
        },
        { s: start! },
        { x: x! },
      );
      return { ...outputs, final: final.s };
    },
    expected: {
      final: [16],
      first: tensor([3, 1], [11, 13, 16]),
      second: tensor([3, 1], [11, 13, 16]),
      before: tensor([3, 1], [10, 11, 13]),
      input: tensor([3, 1], [1, 2, 3]),
    },
  },
  {
    test: 'scan: a state that never changes, one that is the input, one from outside',
    inputs: {
      x: tensor([2, 2], [1, 2, 3, 4]),
      start: [7, 7],
      outside: [5, 6],
    },
    compute: (ops, { x, start, outside }) => {
      const { final, outputs } = ops.scan(
        ({ same, last, fixed }, { x }) => ({
          state: { same, last: x, fixed: outside! },
          outputs: { sum: ops.add(ops.add(same, last), fixed) },
        }),
        { same: start!, last: start!, fixed: start! },
        { x: x! },
      );
      return { ...outputs, ...final };
    },
    expected: {
      sum: tensor([2, 2], [21, 21, 13, 15]),
      same: [7, 7],
      last: [3, 4],
      fixed: [5, 6],
    },
  },
  {
    test: 'scan: an output that comes from outside the loop',
    inputs: { x: tensor([2, 1], [1, 2]), start: [0], outside: [5] },
    compute: (ops, { x, start, outside }) => {
      const { outputs } = ops.scan(
        ({ s }, { x }) => ({ state: { s: ops.add(s, x) }, outputs: { outside: outside!, s } }),
        { s: start! },
        { x: x! },
      );
      return outputs;
    },
    expected: { outside: tensor([2, 1], [5, 5]), s: tensor([2, 1], [0, 1]) },
  },
  {
    test: 'scan: products, cuts and a bias for each row in the loop',
    inputs: {
      x: tensor([2, 1, 3], [1, 2, 3, 0.5, 0, 1]),
      start: tensor([1, 2], [1, -1]),
      weight: tensor([3, 2], [1, 0, 0, 1, 1, 1]),
    },
    compute: (ops, { x, start, weight }) => {
      const { final, outputs } = ops.scan(
        ({ h }, { x }) => {
          const z = ops.linear(h, weight!, x);
          const [next, gate] = ops.split(z, [2, 1]);
          const back = ops.matmul(ops.concat([gate!, next!]), weight!);
          return { state: { h: next! }, outputs: { z, gate: gate!, back } };
        },
        { h: start! },
        { x: x! },
      );
      return { ...outputs, final: final.h };
    },
    // z₁ = [1, −1, 0] + [1, 2, 3] = [2, 1, 3]; z₂ = [2, 1, 3] + [0.5, 0, 1] = [2.5, 1, 4]
    expected: {
      final: tensor([1, 2], [2.5, 1]),
      z: tensor([2, 1, 3], [2, 1, 3, 2.5, 1, 4]),
      gate: tensor([2, 1, 1], [3, 4]),
      back: tensor([2, 1, 2], [4, 3, 5, 3.5]),
    },
  },
  {
    test: 'scan: the second loop reads what the first one gave',
    inputs: { x: tensor([3, 1], [1, 2, 3]), start: [0] },
    compute: (ops, { x, start }) => {
      const accumulate = (sequence: typeof x, reverse: boolean) =>
        ops.scan(
          ({ s }, { item }) => {
            const next = ops.add(s, item);
            return { state: { s: next }, outputs: { sums: next } };
          },
          { s: start! },
          { item: sequence! },
          { reverse },
        );
      return { result: accumulate(accumulate(x!, false).outputs.sums, true).outputs.sums };
    },
    expected: { result: tensor([3, 1], [10, 9, 6]) },
  },
];
