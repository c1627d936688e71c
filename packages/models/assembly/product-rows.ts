import { multiplyAdd } from './functions';

/** The values of one lane, one behind the other: x[m] = x16[m / 2][lane][m % 2]. @param x16 address of the first pair of the lane */
export function takeLane(x16: usize, x: usize, pairs: i32): void {
  for (const end = x + (<usize>pairs << 2); x < end; x += 4, x16 += 32) store<i32>(x, load<i32>(x16));
}

/**
 * What `product` gives one lane, for some rows alone: the same bits.
 *   z[n] = base[n] + rowScale[r] · laneScale · Σ_m W[r, m] x[m], r = rows[n]
 *
 * @param z float32 [N], written
 * @param base float32 [N]
 * @param rows int32 [N], N a multiple of 4
 * @param weights int16 [K, M], M a multiple of 8
 * @param rowScales float32 [K]
 * @param x int16 [M]
 * @param laneScale float32
 * @param octets M / 8
 */
export function productRows(
  z: usize,
  base: usize,
  rows: usize,
  weights: usize,
  rowScales: usize,
  x: usize,
  laneScale: usize,
  blocks: i32,
  octets: i32,
): void {
  const rowBytes = <usize>octets << 4;
  const end = x + rowBytes;
  const factor = v128.load32_splat(laneScale);
  const zEnd = z + (<usize>blocks << 4);
  for (; z < zEnd; z += 16, base += 16, rows += 16) {
    const r0 = load<u32>(rows), r1 = load<u32>(rows, 4), r2 = load<u32>(rows, 8), r3 = load<u32>(rows, 12);
    let w0 = weights + r0 * rowBytes, w1 = weights + r1 * rowBytes;
    let w2 = weights + r2 * rowBytes, w3 = weights + r3 * rowBytes;
    let a = i32x4.splat(0), b = i32x4.splat(0), c = i32x4.splat(0), d = i32x4.splat(0);
    for (let p = x; p < end; p += 16, w0 += 16, w1 += 16, w2 += 16, w3 += 16) {
      const value = v128.load(p);
      a = i32x4.add(a, i32x4.dot_i16x8_s(value, v128.load(w0)));
      b = i32x4.add(b, i32x4.dot_i16x8_s(value, v128.load(w1)));
      c = i32x4.add(c, i32x4.dot_i16x8_s(value, v128.load(w2)));
      d = i32x4.add(d, i32x4.dot_i16x8_s(value, v128.load(w3)));
    }
    // The sums of each, side by side.
    const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    const ab = i32x4.add(ab0, ab1), cd = i32x4.add(cd0, cd1);
    const sum = i32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
    let scale = v128.load32_splat(rowScales + (<usize>r0 << 2));
    scale = f32x4.replace_lane(scale, 1, load<f32>(rowScales + (<usize>r1 << 2)));
    scale = f32x4.replace_lane(scale, 2, load<f32>(rowScales + (<usize>r2 << 2)));
    scale = f32x4.replace_lane(scale, 3, load<f32>(rowScales + (<usize>r3 << 2)));
    v128.store(z, multiplyAdd(v128.load(base), f32x4.convert_i32x4_s(sum), f32x4.mul(scale, factor)));
  }
}
