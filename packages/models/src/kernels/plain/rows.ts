import type { KernelFunctions } from '../kernels';
import type { Views } from '../views';
import { lanes, roundEven, toHalf } from './functions';

const f = Math.fround;

export function createRows(
  view: () => Views,
): Pick<KernelFunctions, 'spread' | 'gather' | 'scatter' | 'scatter16'> {
  return {
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
