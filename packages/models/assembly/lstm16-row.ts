import { half, tanh16, twice } from './fixed';

/**
 * The step of `lstm16` for one sequence, with eight units side by side in the place of eight sequences: the same bits.
 *
 * @param row int16 [H, 4] of the word, for each unit i, r, f, c̃; as far as the last eight units reach, it is read
 * @param weights int16 [H / 8, H / 2, 4, 8, 2]: of eight units the four gates, and of each pair of inputs what belongs to it; H / 8 is rounded up, H is even
 * @param h int16 [H] before the step
 * @param next the same after it, written, up to a multiple of eight
 * @param cell int16 [H], changed, up to a multiple of eight
 * @param out where int16 [H / 2, 8, 2] has what belongs to the sequence: h after the step, written there as well
 * @param tables int16 [4, 8]: the coefficients of tanh
 */
export function lstm16Row(
  row: usize,
  weights: usize,
  h: usize,
  next: usize,
  cell: usize,
  out: usize,
  hiddenSize: i32,
  shift: i32,
  tables: usize,
): void {
  const end = h + (<usize>hiddenSize << 1);
  const nextEnd = next + (<usize>hiddenSize << 1);
  const rounding = i32x4.splat(1 << (shift - 1));
  const t0 = v128.load(tables), t1 = v128.load(tables, 16), t2 = v128.load(tables, 32), t3 = v128.load(tables, 48);
  for (let to = next; to < nextEnd; to += 16, cell += 16, row += 64) {
    let i0 = rounding, i1 = rounding, r0 = rounding, r1 = rounding;
    let f0 = rounding, f1 = rounding, c0 = rounding, c1 = rounding;
    for (let p = h; p < end; p += 4, weights += 128) {
      const x = v128.load32_splat(p);
      i0 = i32x4.add(i0, i32x4.dot_i16x8_s(x, v128.load(weights)));
      i1 = i32x4.add(i1, i32x4.dot_i16x8_s(x, v128.load(weights, 16)));
      r0 = i32x4.add(r0, i32x4.dot_i16x8_s(x, v128.load(weights, 32)));
      r1 = i32x4.add(r1, i32x4.dot_i16x8_s(x, v128.load(weights, 48)));
      f0 = i32x4.add(f0, i32x4.dot_i16x8_s(x, v128.load(weights, 64)));
      f1 = i32x4.add(f1, i32x4.dot_i16x8_s(x, v128.load(weights, 80)));
      c0 = i32x4.add(c0, i32x4.dot_i16x8_s(x, v128.load(weights, 96)));
      c1 = i32x4.add(c1, i32x4.dot_i16x8_s(x, v128.load(weights, 112)));
    }
    const zi = i16x8.narrow_i32x4_s(i32x4.shr_s(i0, shift), i32x4.shr_s(i1, shift));
    const zr = i16x8.narrow_i32x4_s(i32x4.shr_s(r0, shift), i32x4.shr_s(r1, shift));
    const zf = i16x8.narrow_i32x4_s(i32x4.shr_s(f0, shift), i32x4.shr_s(f1, shift));
    const zc = i16x8.narrow_i32x4_s(i32x4.shr_s(c0, shift), i32x4.shr_s(c1, shift));
    // The gates of eight units, each together.
    let x = v128.load(row), y = v128.load(row, 16);
    const ir0 = v128.shuffle<i16>(x, y, 0, 4, 8, 12, 1, 5, 9, 13), fc0 = v128.shuffle<i16>(x, y, 2, 6, 10, 14, 3, 7, 11, 15);
    x = v128.load(row, 32); y = v128.load(row, 48);
    const ir1 = v128.shuffle<i16>(x, y, 0, 4, 8, 12, 1, 5, 9, 13), fc1 = v128.shuffle<i16>(x, y, 2, 6, 10, 14, 3, 7, 11, 15);
    const input = half(tanh16(i16x8.add_sat_s(zi, v128.shuffle<i64>(ir0, ir1, 0, 2)), t0, t1, t2, t3));
    const output = i16x8.add(
      i16x8.shr_s(tanh16(i16x8.add_sat_s(zr, v128.shuffle<i64>(ir0, ir1, 1, 3)), t0, t1, t2, t3), 3),
      i16x8.splat(4096),
    );
    const forget = half(tanh16(i16x8.add_sat_s(zf, v128.shuffle<i64>(fc0, fc1, 0, 2)), t0, t1, t2, t3));
    const candidate = tanh16(twice(i16x8.add_sat_s(zc, v128.shuffle<i64>(fc0, fc1, 1, 3))), t0, t1, t2, t3);
    const added = i16x8.shr_s(i16x8.add_sat_s(i16x8.q15mulr_sat_s(input, candidate), i16x8.splat(4)), 3);
    const c = i16x8.add_sat_s(i16x8.q15mulr_sat_s(forget, v128.load(cell)), added);
    v128.store(cell, c);
    v128.store(to, i16x8.q15mulr_sat_s(output, tanh16(c, t0, t1, t2, t3)));
  }
  for (; next < nextEnd; next += 4, out += 32) store<i32>(out, load<i32>(next));
}
