/**
 * tanh on [0, 4) in eight parts of 1/2, as cubic polynomials of d ∈ [0, 1), the place within the part: c₀ + d (c₁ + d (c₂ + d c₃)). The
 * coefficients are of 2^−15 [4, 8], those of one power side by side, and were fitted for the least largest error, which is 1.2e-4.
 * c₀ of the first part is 0, so that tanh 0 is.
 */
export const tanhTables: readonly number[] = [
  ...[0, 15141, 24956, 29660, 31589, 32329, 32606, 32708],
  ...[16440, 12940, 6877, 2949, 1151, 433, 161, 59],
  ...[-265, -3274, -2609, -1278, -523, -200, -75, -28],
  ...[-1034, 147, 436, 259, 113, 44, 17, 6],
];
