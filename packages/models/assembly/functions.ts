/** Functions of four float32 values at a time. */

const LOG2E: f32 = 1.44269504088896341;

@inline
export function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/**
 * 2^t = 2^k · 2^f with k = round(t) and |f| ≤ 1/2, where 2^f is a polynomial, whose coefficients were fitted for the least
 * largest relative error: 2.8e-6. t is held within ±limit, of at most 126; NaN stays NaN.
 */
@inline
function power(t: v128, limit: f32): v128 {
  const x = f32x4.pmin(f32x4.pmax(t, f32x4.splat(-limit)), f32x4.splat(limit));
  // 1.5 · 2^23: behind the sum's point there is no room, so that it is k in the last bits.
  const magic = f32x4.splat(12582912);
  const shifted = f32x4.add(x, magic);
  const f = f32x4.sub(x, f32x4.sub(shifted, magic));
  let sum = multiplyAdd(f32x4.splat(0.05590697377920151), f, f32x4.splat(0.009583099745213985));
  sum = multiplyAdd(f32x4.splat(0.2402409464120865), f, sum);
  sum = multiplyAdd(f32x4.splat(0.6931240558624268), f, sum);
  sum = multiplyAdd(f32x4.splat(1), f, sum);
  return i32x4.add(sum, i32x4.shl(shifted, 23));
}

/** e^t */
@inline
export function exponential(t: v128): v128 {
  return power(f32x4.mul(t, f32x4.splat(LOG2E)), 126);
}

/** 1 + e^−t, of which the product of two is finite. σ(t) is 1 / this. */
@inline
export function sigmoidDivisor(t: v128): v128 {
  return f32x4.add(f32x4.splat(1), power(f32x4.mul(t, f32x4.splat(-LOG2E)), 60));
}

/** 1 / (1 + e^−t) */
@inline
export function sigmoid(t: v128): v128 {
  return f32x4.div(f32x4.splat(1), sigmoidDivisor(t));
}

/** σ(gate) tanh(t) = (1 − e^−2t) / ((1 + e^−gate) (1 + e^−2t)): one division. */
@inline
export function gatedTanh(gate: v128, t: v128): v128 {
  const divisor = sigmoidDivisor(f32x4.add(t, t));
  return f32x4.div(f32x4.sub(f32x4.splat(2), divisor), f32x4.mul(sigmoidDivisor(gate), divisor));
}

/** (1 − e^−2t) / (1 + e^−2t) */
@inline
export function tanh(t: v128): v128 {
  const divisor = sigmoidDivisor(f32x4.add(t, t));
  return f32x4.div(f32x4.sub(f32x4.splat(2), divisor), divisor);
}
