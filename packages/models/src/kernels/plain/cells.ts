import type { KernelFunctions } from '../kernels';
import type { Views } from '../views';
import { gatedTanh, multiply15, sigmoid, tanh, tanh16, toHalf } from './functions';

const f = Math.fround;

export function createCells(
  view: () => Views,
): Pick<KernelFunctions, 'lstm' | 'gruGates' | 'gruUpdate' | 'rnn' | 'hold' | 'lstm16'> {
  return {
    lstm(z, c, h, hiddenSize, isIdentity) {
      const { floats } = view();
      for (let at = 0; at < 8 * hiddenSize; at++) {
        const gates = (z >> 2) + 32 * (at >> 3) + (at & 7);
        const kept = f(sigmoid(floats[gates + 16]!) * floats[(c >> 2) + at]!);
        const cell = f(kept + gatedTanh(floats[gates]!, floats[gates + 24]!));
        const output = floats[gates + 8]!;
        floats[(c >> 2) + at] = cell;
        floats[(h >> 2) + at] = isIdentity ? sigmoid(output) * cell : gatedTanh(output, cell);
      }
    },
    gruGates(z, h, read, hiddenSize) {
      const { floats } = view();
      for (let at = 0; at < 8 * hiddenSize; at++) {
        const gates = (z >> 2) + 16 * (at >> 3) + (at & 7);
        floats[gates] = sigmoid(floats[gates]!);
        floats[(read >> 2) + at] = sigmoid(floats[gates + 8]!) * floats[(h >> 2) + at]!;
      }
    },
    gruUpdate(z, gates, h, hiddenSize) {
      const { floats } = view();
      for (let at = 0; at < 8 * hiddenSize; at++) {
        const update = floats[(gates >> 2) + 16 * (at >> 3) + (at & 7)]!;
        const kept = f(update * floats[(h >> 2) + at]!);
        floats[(h >> 2) + at] = kept + f(f(1 - update) * tanh(floats[(z >> 2) + at]!));
      }
    },
    rnn(z, h, hiddenSize) {
      const { floats } = view();
      for (let at = 0; at < 8 * hiddenSize; at++) floats[(h >> 2) + at] = tanh(floats[(z >> 2) + at]!);
    },
    hold(x, count, steps, step) {
      const { floats, words } = view();
      for (let at = 0; at < 8 * count; at++)
        if (words[(steps >> 2) + (at & 7)]! <= step) floats[(x >> 2) + at] = 0;
    },
    lstm16(rows, offset, weights, h, next, cell, hiddenSize, shift, tables) {
      const { words, halves } = view();
      const unitSize = 4 * hiddenSize;
      for (let at = 0; at < 8 * hiddenSize; at++) {
        const [unit, lane] = [at >> 3, at & 7];
        const row = ((words[(rows >> 2) + lane]! + offset) >>> 1) + 4 * unit;
        const t = [0, 1, 2, 3].map((gate) => {
          let sum = 1 << (shift - 1);
          for (let m = 0; m < hiddenSize; m++) {
            const weight = halves[(weights >> 1) + unit * unitSize + 8 * (m >> 1) + 2 * gate + (m & 1)]!;
            sum += weight * halves[(h >> 1) + 16 * (m >> 1) + 2 * lane + (m & 1)]!;
          }
          return tanh16(toHalf(halves[row + gate]! + toHalf((sum | 0) >> shift)), halves, tables >> 1);
        }) as [number, number, number, number];
        const [input, output, forget] = [(t[0] >> 1) + 16384, (t[1] >> 3) + 4096, (t[2] >> 1) + 16384];
        const added = toHalf(multiply15(input, t[3]) + 4) >> 3;
        const c = toHalf(multiply15(forget, halves[(cell >> 1) + at]!) + added);
        halves[(cell >> 1) + at] = c;
        halves[(next >> 1) + 16 * (unit >> 1) + 2 * lane + (unit & 1)] = multiply15(
          output,
          tanh16(c, halves, tables >> 1),
        );
      }
    },
  };
}
