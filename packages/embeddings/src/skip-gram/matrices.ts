/** Numbers in single or, for tests, in double precision. */
export type FloatArray = Float32Array | Float64Array;

/**
 * The parameters of skip-gram. Row w of `inputs` is the vector of word w as a context, which is kept in the end; row w of
 * `outputs` is its vector as a centre or as a negative. A row takes `stride` numbers; those after `dimension` are 0.
 */
export interface Matrices {
  readonly inputs: FloatArray;
  /** Has one row of zeros more, which fills up the last tile of a window and never changes. */
  readonly outputs: FloatArray;
  readonly dimension: number;
  readonly stride: number;
}

/** How many numbers a row takes: whole vectors of 128 bits. */
export function findStride(dimension: number): number {
  return Math.ceil(dimension / 4) * 4;
}
