import type { KernelFunctions } from '../kernels';
import type { Views } from '../views';
import { roundEven, toHalf, toWord } from './functions';

const f = Math.fround;
const lanes = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** The exponent of a float32 value, with its offset of 127. */
function exponentOf(x: number): number {
  return new Uint32Array(Float32Array.of(x).buffer)[0]! >>> 23;
}

export function createProducts(
  view: () => Views,
): Pick<KernelFunctions, 'quantize' | 'product' | 'spread' | 'gather' | 'scatter' | 'scatter16'> {
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
    spread(bias, z, count) {
      const { floats } = view();
      for (let n = 0; n < count; n++)
        floats.fill(floats[(bias >> 2) + n]!, (z >> 2) + 8 * n, (z >> 2) + 8 * n + 8);
    },
    gather(rows, offset, z, count) {
      const { floats, words } = view();
      for (const lane of lanes) {
        const row = (words[(rows >> 2) + lane]! + offset) >>> 2;
        for (let n = 0; n < count; n++) floats[(z >> 2) + 8 * n + lane] = floats[row + n]!;
      }
    },
    scatter(z, row, stride, count) {
      const { floats } = view();
      for (const lane of lanes)
        for (let n = 0; n < count; n++)
          floats[((row + lane * stride) >> 2) + n] = floats[(z >> 2) + 8 * n + lane]!;
    },
    scatter16(z, row, stride, count) {
      const { floats, halves } = view();
      for (const lane of lanes)
        for (let n = 0; n < count; n++)
          halves[((row + lane * stride) >> 1) + n] = toHalf(
            roundEven(f(floats[(z >> 2) + 8 * n + lane]! * 4096)),
          );
    },
  };
}
