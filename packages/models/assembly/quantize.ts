/**
 * x as whole numbers of 16 bits with a factor for each lane: x[m] ≈ x16[m] · scale, |x16| ≤ 2^14.
 *   scale = 2^(e − 13), where 2^e ≤ max_m |x[m]| < 2^(e + 1)
 *
 * @param x float32 [M, 8]
 * @param x16 [M / 2, 8, 2]
 * @param scales float32 [8]
 * @param pairs M / 2
 */
export function quantize(x: usize, x16: usize, scales: usize, pairs: i32): void {
  const end = x + (<usize>pairs << 6);
  let most0 = f32x4.splat(0), most1 = f32x4.splat(0);
  for (let at = x; at < end; at += 32) {
    most0 = f32x4.pmax(most0, f32x4.abs(v128.load(at)));
    most1 = f32x4.pmax(most1, f32x4.abs(v128.load(at, 16)));
  }
  // The biased exponents, from the bits; the factor to whole numbers stays finite.
  const e0 = i32x4.max_s(i32x4.shr_u(most0, 23), i32x4.splat(30));
  const e1 = i32x4.max_s(i32x4.shr_u(most1, 23), i32x4.splat(30));
  v128.store(scales, i32x4.shl(i32x4.sub(e0, i32x4.splat(13)), 23));
  v128.store(scales, i32x4.shl(i32x4.sub(e1, i32x4.splat(13)), 23), 16);
  const f0 = i32x4.shl(i32x4.sub(i32x4.splat(267), e0), 23);
  const f1 = i32x4.shl(i32x4.sub(i32x4.splat(267), e1), 23);
  for (let at = x; at < end; at += 64, x16 += 32) {
    const first = i16x8.narrow_i32x4_s(round(at, f0), round(at + 16, f1));
    const second = i16x8.narrow_i32x4_s(round(at + 32, f0), round(at + 48, f1));
    v128.store(x16, v128.shuffle<i16>(first, second, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(x16, v128.shuffle<i16>(first, second, 4, 12, 5, 13, 6, 14, 7, 15), 16);
  }
}

@inline
function round(at: usize, factor: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(at), factor)));
}
