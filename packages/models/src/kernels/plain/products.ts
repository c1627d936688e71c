import type { KernelFunctions } from '../kernels';
import type { Views } from '../views';
import { lanes, roundEven, toHalf, toWord } from './functions';

const f = Math.fround;

/** The exponent of a float32 value, with its offset of 127. */
function exponentOf(x: number): number {
  return new Uint32Array(Float32Array.of(x).buffer)[0]! >>> 23;
}

export function createProducts(
  view: () => Views,
): Pick<KernelFunctions, 'quantize' | 'product' | 'takeLane' | 'productRows'> {
  return {
    quantize(x, x16, scales, pairs) {
      const { floats, halves } = view();
      for (const lane of lanes) {
        let most = 0;
        for (let m = 0; m < 2 * pairs; m++) {
          const value = Math.abs(floats[(x >> 2) + 8 * m + lane]!);
          if (value > most) most = value;
        }
        const exponent = Math.max(exponentOf(most), 30);
        floats[(scales >> 2) + lane] = 2 ** (exponent - 13 - 127);
        const factor = 2 ** (267 - exponent - 127);
        for (let m = 0; m < 2 * pairs; m++) {
          const value = roundEven(f(floats[(x >> 2) + 8 * m + lane]! * factor));
          halves[(x16 >> 1) + 16 * (m >> 1) + 2 * lane + (m & 1)] = toHalf(toWord(value));
        }
      }
    },
    product(z, weights, rowScales, x16, laneScales, blocks, pairs) {
      const { floats, halves } = view();
      for (let n = 0; n < 4 * blocks; n++) {
        const row = (weights >> 1) + (n >> 2) * pairs * 8 + (n & 3) * 2;
        for (const lane of lanes) {
          let sum = 0;
          for (let pair = 0; pair < pairs; pair++)
            for (let m = 0; m < 2; m++)
              sum += halves[row + 8 * pair + m]! * halves[(x16 >> 1) + 16 * pair + 2 * lane + m]!;
          const scale = f(floats[(rowScales >> 2) + n]! * floats[(laneScales >> 2) + lane]!);
          floats[(z >> 2) + 8 * n + lane]! += f(f(sum | 0) * scale);
        }
      }
    },
    takeLane(x16, x, pairs) {
      const { words } = view();
      for (let pair = 0; pair < pairs; pair++) words[(x >> 2) + pair] = words[(x16 >> 2) + 8 * pair]!;
    },
    productRows(z, base, rows, weights, rowScales, x, laneScale, blocks, octets) {
      const { floats, halves, words } = view();
      for (let n = 0; n < 4 * blocks; n++) {
        const row = words[(rows >> 2) + n]!;
        let sum = 0;
        for (let m = 0; m < 8 * octets; m++)
          sum += halves[(weights >> 1) + row * 8 * octets + m]! * halves[(x >> 1) + m]!;
        const scale = f(floats[(rowScales >> 2) + row]! * floats[laneScale >> 2]!);
        floats[(z >> 2) + n] = floats[(base >> 2) + n]! + f(f(sum | 0) * scale);
      }
    },
  };
}
