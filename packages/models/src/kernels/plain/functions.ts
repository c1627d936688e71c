/*
 * The functions of `assembly/functions.ts` and `assembly/lstm16.ts`, one value at a time, rounded after each operation as
 * there, so that they give the same bits.
 */

const f = Math.fround;

/** The places of sentences that are computed side by side. */
export const lanes = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** The nearest whole number, of two the even one. */
export function roundEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** As a whole number of 32 bits, held within them; NaN is 0. */
export function toWord(x: number): number {
  return Number.isNaN(x) ? 0 : Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(x)));
}

/** Held within 16 bits. */
export function toHalf(x: number): number {
  return Math.max(-32768, Math.min(32767, x));
}

const log2e = f(Math.LOG2E);
const coefficients = [
  0.009583099745213985, 0.05590697377920151, 0.2402409464120865, 0.6931240558624268, 1,
].map(f);

function power(t: number, limit: number): number {
  const x = t < -limit ? -limit : Math.min(t, limit);
  const k = roundEven(x);
  const rest = f(x - k);
  let sum = coefficients[0] as number;
  for (const coefficient of coefficients.slice(1)) sum = f(coefficient + f(rest * sum));
  return sum * 2 ** k;
}

export function exponential(t: number): number {
  return power(f(t * log2e), 126);
}

function sigmoidDivisor(t: number): number {
  return f(1 + power(f(t * -log2e), 60));
}

export function sigmoid(t: number): number {
  return f(1 / sigmoidDivisor(t));
}

export function gatedTanh(gate: number, t: number): number {
  const divisor = sigmoidDivisor(f(t + t));
  return f(f(2 - divisor) / f(sigmoidDivisor(gate) * divisor));
}

export function tanh(t: number): number {
  const divisor = sigmoidDivisor(f(t + t));
  return f(f(2 - divisor) / divisor);
}

/** The product of two whole numbers of 2^−15, rounded. */
export function multiply15(a: number, b: number): number {
  return toHalf((a * b + 16384) >> 15);
}

/** @param tables the coefficients of tanh at this index: int16 [4, 8] */
export function tanh16(v: number, halves: Int16Array, tables: number): number {
  const u = Math.min(Math.abs(v), 16383);
  const part = tables + (u >> 11);
  const d = (u << 4) & 0x7ff0;
  let sum = halves[part + 24] as number;
  for (const row of [16, 8, 0]) sum = multiply15(sum, d) + (halves[part + row] as number);
  return v < 0 ? -sum : sum;
}
