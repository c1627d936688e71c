import { longestNumber } from './limits';

/** 10⁰ to 10²²: the powers of ten that a float64 holds exactly. */
const powers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The number that the bytes from start to end write, as `Number` would read it; NaN if they write none, or are more than a hundred. A short number is
 * an exact whole number over an exact power of ten, and so needs no string (Clinger, How to read floating point
 * numbers accurately, 1990).
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > longestNumber) return Number.NaN;
  let digits = 0;
  let count = 0;
  let point = -1;
  const isNegative = bytes[start] === 0x2d;
  for (let index = isNegative ? start + 1 : start; index < end; index += 1) {
    const digit = bytes[index]! - 0x30;
    if (digit >= 0 && digit <= 9) {
      digits = 10 * digits + digit;
      count += 1;
    } else if (bytes[index] === 0x2e && point === -1) {
      point = index;
    } else {
      return parseLong(bytes, start, end);
    }
  }
  const decimals = point === -1 ? 0 : end - point - 1;
  if (count === 0 || digits > Number.MAX_SAFE_INTEGER || decimals > 22) return parseLong(bytes, start, end);
  const value = digits / powers[decimals]!;
  return isNegative ? -value : value;
}

/** Numbers with an exponent or many digits. */
function parseLong(bytes: Uint8Array, start: number, end: number): number {
  const text = String.fromCharCode(...bytes.subarray(start, end));
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
