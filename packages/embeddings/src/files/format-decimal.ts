/** Digits that always tell one float32 from the next. */
const mostDigits = 9;
const fewestDigits = 5;
/** Smaller and larger numbers are rare in vectors, and are written with an exponent. */
const smallest = 1e-5;
const largest = 1e5;
const powers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Writes a float32 in decimal with as few digits as read back to the same number: some whole number over a power of ten,
 * tried by arithmetic, as making strings to try would take many times as long.
 */
export function formatDecimal(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return Object.is(value, -0) ? '-0' : '0';
  if (!(size >= smallest && size < largest)) return String(Number(value.toPrecision(mostDigits)));
  const exponent = findExponent(size);
  for (let digits = fewestDigits; ; digits += 1) {
    const decimals = Math.max(0, digits - exponent);
    const whole = Math.round(size * powers[decimals]!);
    if (digits >= mostDigits || Math.fround(whole / powers[decimals]!) === size) {
      return `${value < 0 ? '-' : ''}${place(whole, decimals)}`;
    }
  }
}

/** The e with 10^(e-1) ≤ size < 10^e. */
function findExponent(size: number): number {
  let exponent = 0;
  while (size >= powers[Math.max(0, exponent)]!) exponent += 1;
  while (exponent <= 0 && size * powers[1 - exponent]! < 1) exponent -= 1;
  return exponent;
}

/** whole / 10^decimals, without zeros at the end. */
function place(whole: number, decimals: number): string {
  while (decimals > 0 && whole % 10 === 0) {
    whole /= 10;
    decimals -= 1;
  }
  const text = String(whole);
  if (decimals === 0) return text;
  const padded = text.padStart(decimals + 1, '0');
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}
