/*
 * Functions over eight whole numbers of 16 bits.
 */

/** tanh of v · 2^−12, of 2^−15. On each of eight parts of [0, 4) it is a cubic polynomial, whose coefficients the tables hold. */
@inline
export function tanh16(v: v128, c0: v128, c1: v128, c2: v128, c3: v128): v128 {
  // |v|, held below 4; as a number without a sign, since −2^15 has no counterpart.
  const u = i16x8.min_u(i16x8.abs(v), i16x8.splat(16383));
  // The part, as the places of its two bytes in a table.
  const part = i16x8.add(i16x8.mul(i16x8.shr_u(u, 11), i16x8.splat(0x0202)), i16x8.splat(0x0100));
  // How far into the part, of 2^−15
  const d = v128.and(i16x8.shl(u, 4), i16x8.splat(0x7ff0));
  let sum = i16x8.add(i16x8.q15mulr_sat_s(i8x16.swizzle(c3, part), d), i8x16.swizzle(c2, part));
  sum = i16x8.add(i16x8.q15mulr_sat_s(sum, d), i8x16.swizzle(c1, part));
  sum = i16x8.add(i16x8.q15mulr_sat_s(sum, d), i8x16.swizzle(c0, part));
  const sign = i16x8.shr_s(v, 15);
  return i16x8.sub(v128.xor(sum, sign), sign);
}

/** 2 v, held within 16 bits. */
@inline
export function twice(v: v128): v128 {
  return i16x8.add_sat_s(v, v);
}

/** (1 + t) / 2 */
@inline
export function half(t: v128): v128 {
  return i16x8.add(i16x8.shr_s(t, 1), i16x8.splat(16384));
}
