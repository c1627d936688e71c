import type { KernelFunctions } from '../kernels';
import type { Views } from '../views';
import { multiply15, tanh16, toHalf } from './functions';

export function createLstm16(view: () => Views): Pick<KernelFunctions, 'lstm16'> {
  return {
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
