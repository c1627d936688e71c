import type { KernelFunctions } from '../kernels';
import type { Views } from '../views';
import { multiply15, tanh16, toHalf } from './functions';

/** Reads a number of 16 bits. */
type Read = (at: number) => number;

/** A unit of a sequence: indexes of its state and of its row, and how to read its weights by gate and input, and the inputs. */
interface Unit {
  readonly cell: number;
  readonly row: number;
  readonly weight: (gate: number, m: number) => number;
  readonly input: Read;
}

export function createLstm16(view: () => Views): Pick<KernelFunctions, 'lstm16' | 'lstm16Row'> {
  /** Changes the cell. @returns h */
  function update(
    halves: Int16Array,
    { cell, row, weight, input }: Unit,
    { hiddenSize, shift, tables }: { hiddenSize: number; shift: number; tables: number },
  ): number {
    const t = [0, 1, 2, 3].map((gate) => {
      let sum = 1 << (shift - 1);
      for (let m = 0; m < hiddenSize; m++) sum += weight(gate, m) * input(m);
      const z = toHalf(halves[row + gate]! + toHalf((sum | 0) >> shift));
      return tanh16(gate === 3 ? toHalf(2 * z) : z, halves, tables >> 1);
    }) as [number, number, number, number];
    const [i, r, f] = [(t[0] >> 1) + 16384, (t[1] >> 3) + 4096, (t[2] >> 1) + 16384];
    const added = toHalf(multiply15(i, t[3]) + 4) >> 3;
    const c = toHalf(multiply15(f, halves[cell]!) + added);
    halves[cell] = c;
    return multiply15(r, tanh16(c, halves, tables >> 1));
  }

  return {
    lstm16(rows, offset, weights, h, next, cell, hiddenSize, shift, tables) {
      const { words, halves } = view();
      for (let at = 0; at < 8 * hiddenSize; at++) {
        const [unit, lane] = [at >> 3, at & 7];
        const own = (weights >> 1) + unit * 4 * hiddenSize;
        halves[(next >> 1) + 16 * (unit >> 1) + 2 * lane + (unit & 1)] = update(
          halves,
          {
            cell: (cell >> 1) + at,
            row: ((words[(rows >> 2) + lane]! + offset) >>> 1) + 4 * unit,
            weight: (gate, m) => halves[own + 8 * (m >> 1) + 2 * gate + (m & 1)]!,
            input: (m) => halves[(h >> 1) + 16 * (m >> 1) + 2 * lane + (m & 1)]!,
          },
          { hiddenSize, shift, tables },
        );
      }
    },
    lstm16Row(row, weights, h, next, cell, out, hiddenSize, shift, tables) {
      const { halves } = view();
      for (let unit = 0; unit < 8 * Math.ceil(hiddenSize / 8); unit++) {
        const own = (weights >> 1) + (unit >> 3) * 32 * hiddenSize + 2 * (unit & 7);
        const value = update(
          halves,
          {
            cell: (cell >> 1) + unit,
            row: (row >>> 1) + 4 * unit,
            weight: (gate, m) => halves[own + 64 * (m >> 1) + 16 * gate + (m & 1)]!,
            input: (m) => halves[(h >> 1) + m]!,
          },
          { hiddenSize, shift, tables },
        );
        halves[(next >> 1) + unit] = value;
        if (unit < hiddenSize) halves[(out >> 1) + 16 * (unit >> 1) + (unit & 1)] = value;
      }
    },
  };
}
