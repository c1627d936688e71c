import type { KernelFunctions } from '../kernels';
import type { Views } from '../views';
import { exponential } from './functions';

const f = Math.fround;
/** The least probability of a tag. */
const smallest = f(1e-20);
const lanes = [0, 1, 2, 3, 4, 5, 6, 7] as const;

type OutputKernels = Pick<
  KernelFunctions,
  | 'findBest'
  | 'softmax'
  | 'multiply'
  | 'maximize'
  | 'prepare'
  | 'weigh'
  | 'join'
  | 'add'
  | 'rest'
  | 'convolve'
>;

export function createOutputs(view: () => Views): OutputKernels {
  return { ...createSoftmax(view), ...createLattice(view), convolve: createConvolution(view) };
}

function createSoftmax(view: () => Views): Pick<KernelFunctions, 'findBest' | 'softmax'> {
  return {
    findBest(z, count, best, largest) {
      const { floats, words } = view();
      for (const lane of lanes) {
        let [most, at] = [floats[(z >> 2) + lane]!, 0];
        for (let k = 1; k < count; k++) {
          const value = floats[(z >> 2) + 8 * k + lane]!;
          if (value > most) [most, at] = [value, k];
        }
        words[(best >> 2) + lane] = at;
        floats[(largest >> 2) + lane] = most;
      }
    },
    softmax(z, count, most, powers, sums) {
      const { floats } = view();
      for (const lane of lanes) {
        let sum = 0;
        for (let k = 0; k < count; k++) {
          const power = exponential(f(floats[(z >> 2) + 8 * k + lane]! - floats[(most >> 2) + lane]!));
          floats[(powers >> 2) + 8 * k + lane] = power;
          sum = f(sum + power);
        }
        floats[(sums >> 2) + lane] = sum;
      }
    },
  };
}

function createLattice(
  view: () => Views,
): Pick<KernelFunctions, 'multiply' | 'maximize' | 'prepare' | 'weigh' | 'join' | 'add' | 'rest'> {
  const combine = (merge: (a: number, b: number) => number) => {
    return (x: number, y: number, out: number, count: number) => {
      const { floats } = view();
      for (let at = 0; at < 8 * count; at++)
        floats[(out >> 2) + at] = merge(floats[(x >> 2) + at]!, floats[(y >> 2) + at]!);
    };
  };
  const reduce = (start: number, merge: (result: number, entry: number, value: number) => number) => {
    return (matrix: number, x: number, y: number, blocks: number, count: number) => {
      const { floats } = view();
      for (let n = 0; n < 4 * blocks; n++)
        for (const lane of lanes) {
          let result = start;
          for (let k = 0; k < count; k++) {
            const entry = floats[(matrix >> 2) + ((n >> 2) * count + k) * 4 + (n & 3)]!;
            result = merge(result, entry, floats[(x >> 2) + 8 * k + lane]!);
          }
          floats[(y >> 2) + 8 * n + lane] = result;
        }
    };
  };
  const join = combine((a, b) => a * b);
  return {
    multiply: reduce(0, (sum, entry, value) => f(sum + f(entry * value))),
    maximize: reduce(Number.NEGATIVE_INFINITY, (most, entry, value) => {
      const sum = f(entry + value);
      return Math.max(most, sum);
    }),
    prepare(z, powers, most, sums, count) {
      const { floats } = view();
      for (let at = 0; at < 8 * count; at++) {
        floats[(z >> 2) + at]! -= floats[(most >> 2) + (at & 7)]!;
        const probability = f(floats[(powers >> 2) + at]! / floats[(sums >> 2) + (at & 7)]!);
        floats[(powers >> 2) + at] = Math.max(probability, smallest);
      }
    },
    weigh(x, y, out, count) {
      join(x, y, out, count);
      const { floats } = view();
      for (const lane of lanes) {
        let sum = 0;
        for (let k = 0; k < count; k++) sum = f(sum + floats[(out >> 2) + 8 * k + lane]!);
        for (let k = 0; k < count; k++) floats[(out >> 2) + 8 * k + lane]! /= sum;
      }
    },
    join,
    add: combine((a, b) => a + b),
    rest(x, last, count, steps, step) {
      const { floats, words } = view();
      for (let at = 0; at < 8 * count; at++)
        if (words[(steps >> 2) + (at & 7)]! <= step + 1)
          floats[(x >> 2) + at] = floats[(last >> 2) + (at >> 3)]!;
    },
  };
}

function createConvolution(view: () => Views): KernelFunctions['convolve'] {
  return (rows, count, bias, out, hiddenSize) => {
    const { floats, words } = view();
    const read = (l: number, part: number, h: number) =>
      floats[(words[(rows >> 2) + l]! >>> 2) + part * hiddenSize + h]!;
    for (let h = 0; h < hiddenSize; h++) {
      let most = Number.NEGATIVE_INFINITY;
      for (let l = 0; l < count; l++) {
        let sum = f(floats[(bias >> 2) + h]! + read(l, 1, h));
        if (l > 0) sum = f(sum + read(l - 1, 0, h));
        if (l < count - 1) sum = f(sum + read(l + 1, 2, h));
        if (most < sum) most = sum;
      }
      floats[(out >> 2) + h] = most;
    }
  };
}
