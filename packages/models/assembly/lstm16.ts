import { half, tanh16, twice } from './fixed';

/**
 * A step of an LSTM in whole numbers of 16 bits, with products, functions and sums in one pass over the units.
 *   z = row + (Σ_m W[n, m] h16[m]) >> shift        2^−12
 *   i, f = (1 + tanh z) / 2,  c̃ = tanh 2 z        2^−15
 *   r = (1 + tanh z) / 2                           2^−13
 *   c = f c + i c̃                                  2^−12
 *   h = r tanh c                                   2^−13
 * W and rows are halved: those of i, r and f as σ(z) = (1 + tanh(z / 2)) / 2, those of c̃ as they are often larger than 8, and W h may turn
 * them round. All sums are held within 16 bits, [−8, 8) for z and c, where tanh is as good as 1. A row of zeros leaves a state of zeros as
 * it is.
 */

/** W h of the four gates of one unit, of 2^−12: int16 [4, 8] at `sums`. @param rounding half of 2^shift */
@inline
function multiplyUnit(weights: usize, h: usize, pairs: usize, sums: usize, rounding: v128, shift: i32): void {
  const end = h + (pairs << 5);
  let a0 = rounding, a1 = rounding, b0 = rounding, b1 = rounding;
  let c0 = rounding, c1 = rounding, d0 = rounding, d1 = rounding;
  for (let p = h; p < end; p += 32, weights += 16) {
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
  v128.store(sums, i16x8.narrow_i32x4_s(i32x4.shr_s(a0, shift), i32x4.shr_s(a1, shift)));
  v128.store(sums, i16x8.narrow_i32x4_s(i32x4.shr_s(b0, shift), i32x4.shr_s(b1, shift)), 16);
  v128.store(sums, i16x8.narrow_i32x4_s(i32x4.shr_s(c0, shift), i32x4.shr_s(c1, shift)), 32);
  v128.store(sums, i16x8.narrow_i32x4_s(i32x4.shr_s(d0, shift), i32x4.shr_s(d1, shift)), 48);
}

/** The gates of a unit. @returns h */
@inline
function updateUnit(zi: v128, zr: v128, zf: v128, zc: v128, sums: usize, cell: usize, c0: v128, c1: v128, c2: v128, c3: v128): v128 {
  const input = half(tanh16(i16x8.add_sat_s(zi, v128.load(sums)), c0, c1, c2, c3));
  const output = i16x8.add(
    i16x8.shr_s(tanh16(i16x8.add_sat_s(zr, v128.load(sums, 16)), c0, c1, c2, c3), 3),
    i16x8.splat(4096),
  );
  const forget = half(tanh16(i16x8.add_sat_s(zf, v128.load(sums, 32)), c0, c1, c2, c3));
  const candidate = tanh16(twice(i16x8.add_sat_s(zc, v128.load(sums, 48))), c0, c1, c2, c3);
  const added = i16x8.shr_s(i16x8.add_sat_s(i16x8.q15mulr_sat_s(input, candidate), i16x8.splat(4)), 3);
  const c = i16x8.add_sat_s(i16x8.q15mulr_sat_s(forget, v128.load(cell)), added);
  v128.store(cell, c);
  return i16x8.q15mulr_sat_s(output, tanh16(c, c0, c1, c2, c3));
}

/**
 * @param rows addresses of the lanes' rows [8]: int16 [H, 4], for each unit i, r, f, c̃
 * @param offset bytes from there on
 * @param weights int16 [H, H / 2, 4, 2]; H is even
 * @param h int16 [H / 2, 8, 2] before the step
 * @param next the same after it, written
 * @param cell int16 [H, 8], changed
 * @param tables int16 [4, 8]: the coefficients of tanh
 * @param scratch 128 bytes
 */
export function lstm16(
  rows: usize,
  offset: usize,
  weights: usize,
  h: usize,
  next: usize,
  cell: usize,
  hiddenSize: i32,
  shift: i32,
  tables: usize,
  scratch: usize,
): void {
  const pairs = <usize>hiddenSize >> 1;
  const unitBytes = pairs << 4;
  const rounding = i32x4.splat(1 << (shift - 1));
  const c0 = v128.load(tables), c1 = v128.load(tables, 16), c2 = v128.load(tables, 32), c3 = v128.load(tables, 48);
  let r0 = load<usize>(rows) + offset, r1 = load<usize>(rows, 4) + offset;
  let r2 = load<usize>(rows, 8) + offset, r3 = load<usize>(rows, 12) + offset;
  let r4 = load<usize>(rows, 16) + offset, r5 = load<usize>(rows, 20) + offset;
  let r6 = load<usize>(rows, 24) + offset, r7 = load<usize>(rows, 28) + offset;
  for (const end = next + (pairs << 5); next < end; next += 32, cell += 32, weights += 2 * unitBytes) {
    multiplyUnit(weights, h, pairs, scratch, rounding, shift);
    multiplyUnit(weights + unitBytes, h, pairs, scratch + 64, rounding, shift);
    // Rows of two units become lanes: a transposition of 8 × 8.
    let x = v128.load(r0), y = v128.load(r1);
    let s0 = v128.shuffle<i16>(x, y, 0, 8, 1, 9, 2, 10, 3, 11), s1 = v128.shuffle<i16>(x, y, 4, 12, 5, 13, 6, 14, 7, 15);
    x = v128.load(r2); y = v128.load(r3);
    let s2 = v128.shuffle<i16>(x, y, 0, 8, 1, 9, 2, 10, 3, 11), s3 = v128.shuffle<i16>(x, y, 4, 12, 5, 13, 6, 14, 7, 15);
    const a0 = v128.shuffle<i32>(s0, s2, 0, 4, 1, 5), a1 = v128.shuffle<i32>(s0, s2, 2, 6, 3, 7);
    const a2 = v128.shuffle<i32>(s1, s3, 0, 4, 1, 5), a3 = v128.shuffle<i32>(s1, s3, 2, 6, 3, 7);
    x = v128.load(r4); y = v128.load(r5);
    s0 = v128.shuffle<i16>(x, y, 0, 8, 1, 9, 2, 10, 3, 11); s1 = v128.shuffle<i16>(x, y, 4, 12, 5, 13, 6, 14, 7, 15);
    x = v128.load(r6); y = v128.load(r7);
    s2 = v128.shuffle<i16>(x, y, 0, 8, 1, 9, 2, 10, 3, 11); s3 = v128.shuffle<i16>(x, y, 4, 12, 5, 13, 6, 14, 7, 15);
    const b0 = v128.shuffle<i32>(s0, s2, 0, 4, 1, 5), b1 = v128.shuffle<i32>(s0, s2, 2, 6, 3, 7);
    const b2 = v128.shuffle<i32>(s1, s3, 0, 4, 1, 5), b3 = v128.shuffle<i32>(s1, s3, 2, 6, 3, 7);
    const first = updateUnit(
      v128.shuffle<i64>(a0, b0, 0, 2), v128.shuffle<i64>(a0, b0, 1, 3),
      v128.shuffle<i64>(a1, b1, 0, 2), v128.shuffle<i64>(a1, b1, 1, 3),
      scratch, cell, c0, c1, c2, c3,
    );
    const second = updateUnit(
      v128.shuffle<i64>(a2, b2, 0, 2), v128.shuffle<i64>(a2, b2, 1, 3),
      v128.shuffle<i64>(a3, b3, 0, 2), v128.shuffle<i64>(a3, b3, 1, 3),
      scratch + 64, cell + 16, c0, c1, c2, c3,
    );
    v128.store(next, v128.shuffle<i16>(first, second, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(next, v128.shuffle<i16>(first, second, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    r0 += 16; r1 += 16; r2 += 16; r3 += 16; r4 += 16; r5 += 16; r6 += 16; r7 += 16;
  }
}
