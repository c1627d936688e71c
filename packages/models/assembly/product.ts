import { multiplyAdd } from './functions';

/**
 * A product of a matrix in whole numbers with the lanes' vectors, four rows at a time:
 *   z[n] += rowScale[n] · laneScale · Σ_m W[n, m] x16[m]
 * Whoever makes W keeps Σ_m |W[n, m]| below 2^17, so that no sum of 32 bits overflows.
 *
 * @param z float32 [N, 8]
 * @param weights int16 [N / 4, M / 2, 4, 2]
 * @param rowScales float32 [N]
 * @param x16 int16 [M / 2, 8, 2]
 * @param laneScales float32 [8]
 */
export function product(
  z: usize,
  weights: usize,
  rowScales: usize,
  x16: usize,
  laneScales: usize,
  blocks: i32,
  pairs: i32,
): void {
  const end = x16 + (<usize>pairs << 5);
  const scale0 = v128.load(laneScales);
  const scale1 = v128.load(laneScales, 16);
  const zEnd = z + (<usize>blocks << 7);
  for (; z < zEnd; z += 128, rowScales += 16) {
    let a0 = i32x4.splat(0), a1 = i32x4.splat(0), b0 = i32x4.splat(0), b1 = i32x4.splat(0);
    let c0 = i32x4.splat(0), c1 = i32x4.splat(0), d0 = i32x4.splat(0), d1 = i32x4.splat(0);
    for (let p = x16; p < end; p += 32, weights += 16) {
      const x0 = v128.load(p), x1 = v128.load(p, 16);
      let w = v128.load32_splat(weights);
      a0 = i32x4.add(a0, i32x4.dot_i16x8_s(x0, w));
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(x1, w));
      w = v128.load32_splat(weights, 4);
      b0 = i32x4.add(b0, i32x4.dot_i16x8_s(x0, w));
      b1 = i32x4.add(b1, i32x4.dot_i16x8_s(x1, w));
      w = v128.load32_splat(weights, 8);
      c0 = i32x4.add(c0, i32x4.dot_i16x8_s(x0, w));
      c1 = i32x4.add(c1, i32x4.dot_i16x8_s(x1, w));
      w = v128.load32_splat(weights, 12);
      d0 = i32x4.add(d0, i32x4.dot_i16x8_s(x0, w));
      d1 = i32x4.add(d1, i32x4.dot_i16x8_s(x1, w));
    }
    addScaled(z, a0, a1, v128.load32_splat(rowScales), scale0, scale1);
    addScaled(z + 32, b0, b1, v128.load32_splat(rowScales, 4), scale0, scale1);
    addScaled(z + 64, c0, c1, v128.load32_splat(rowScales, 8), scale0, scale1);
    addScaled(z + 96, d0, d1, v128.load32_splat(rowScales, 12), scale0, scale1);
  }
}

@inline
function addScaled(z: usize, sum0: v128, sum1: v128, rowScale: v128, scale0: v128, scale1: v128): void {
  const first = f32x4.mul(rowScale, scale0);
  const second = f32x4.mul(rowScale, scale1);
  v128.store(z, multiplyAdd(v128.load(z), f32x4.convert_i32x4_s(sum0), first));
  v128.store(z, multiplyAdd(v128.load(z, 16), f32x4.convert_i32x4_s(sum1), second), 16);
}
