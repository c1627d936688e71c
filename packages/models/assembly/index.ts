/*
 * The kernels of the tagging runtime. Memory is the caller's: every pointer is an address in bytes, a multiple of 16.
 *
 * Lanes: eight sequences are computed side by side. A value of all lanes, x[m], is 32 bytes of float32, two vectors. As whole
 * numbers of 16 bits two values are interleaved, x16[m / 2][lane][m % 2], also 32 bytes, which is the layout of
 * `i32x4.dot_i16x8_s`. `src/kernels/plain` has the same functions in TypeScript, and a test holds both to the same bits.
 */
export { quantize } from './quantize';
export { product } from './product';
export { productRows, takeLane } from './product-rows';
export { gather, spread, scatter, scatter16 } from './rows';
export { lstm, gruGates, gruUpdate, rnn, hold } from './cells';
export { lstm16 } from './lstm16';
export { lstm16Row } from './lstm16-row';
export { findBest, softmax } from './softmax';
export { multiply, maximize, prepare, weigh, join, add, rest } from './crf';
export { convolve } from './convolve';
