import type { MatrixRows } from '../model-file/table';
import type { Kernels } from './kernels';
import type { KernelContext } from './recurrence';

/*
 * Matrices of weights as whole numbers of 16 bits, in the layout of the kernels `product` and `lstm16`:
 * [N / 4, M / 2, 4, 2]. Axes:  N rows   M columns
 */

/** Which row or column of a stored matrix stands in each place; −1 is one of zeros, which fills up. */
export type Order = readonly number[];

/** Σ |W[n, m]| of a row is below this, so that its sum with values up to 2^14 stays within 32 bits. */
const largestSum = 2 ** 17;

/** Columns whose products are summed in whole numbers: of more, weights would have to be rounded more. */
export const partColumns = 256;

interface MatrixPart {
  readonly weights: number;
  readonly rowScales: number;
  readonly firstPair: number;
  readonly pairs: number;
}

/** A matrix in the kernels' memory. */
export class Matrix {
  readonly #kernels: Kernels;
  readonly #parts: readonly MatrixPart[];
  readonly #blocks: number;

  /** @param factor of each row */
  constructor(
    { kernels, arena }: KernelContext,
    table: MatrixRows,
    rows: Order,
    columns: Order,
    factor: (n: number) => number = () => 1,
  ) {
    this.#kernels = kernels;
    this.#blocks = rows.length / 4;
    const parts: MatrixPart[] = [];
    for (let start = 0; start < columns.length; start += partColumns) {
      const own = columns.slice(start, start + partColumns);
      const { weights, rowScales } = quantizeMatrix(table, rows, own);
      parts.push({
        weights: arena.placeHalves(weights),
        rowScales: arena.placeFloats(rowScales.map((scale, n) => scale * factor(n))),
        firstPair: start / 2,
        pairs: own.length / 2,
      });
    }
    this.#parts = parts;
  }

  /** z += W x: see the kernel `product`. */
  multiply(z: number, x16: number, laneScales: number): void {
    for (const { weights, rowScales, firstPair, pairs } of this.#parts)
      this.#kernels.product(z, weights, rowScales, x16 + 32 * firstPair, laneScales, this.#blocks, pairs);
  }
}

export function quantizeMatrix(table: MatrixRows, rows: Order, columns: Order) {
  const [N, M] = [rows.length, columns.length];
  const weights = new Int16Array(N * M);
  const rowScales = new Float32Array(N).fill(1);
  const values = new Float32Array(M);
  for (const [n, row] of rows.entries()) {
    if (row < 0) continue;
    const { sum, most } = pickRow(table, row, columns, values);
    if (most === 0) continue;
    const factor = Math.min(32767 / most, (largestSum - M) / sum);
    rowScales[n] = 1 / factor;
    placeRow(weights, n, values, factor);
  }
  return { weights, rowScales };
}

/** The values of a row in the order of the columns. @returns the sum of their sizes, and the largest */
function pickRow(table: MatrixRows, row: number, columns: Order, values: Float32Array) {
  const { data, scales, width } = table;
  const scale = scales?.[row] ?? 1;
  let [sum, most] = [0, 0];
  for (let m = 0; m < values.length; m++) {
    const column = columns[m]!;
    const value = column < 0 ? 0 : data[row * width + column]! * scale;
    const size = Math.abs(value);
    values[m] = value;
    sum += size;
    if (size > most) most = size;
  }
  return { sum, most };
}

/** Writes a row in whole numbers to where the kernels find it. */
function placeRow(weights: Int16Array, n: number, values: Float32Array, factor: number): void {
  const M = values.length;
  let at = (n >> 2) * M * 4 + (n & 3) * 2;
  for (let m = 0; m < M; m += 2, at += 8) {
    weights[at] = Math.round(values[m]! * factor);
    weights[at + 1] = Math.round(values[m + 1]! * factor);
  }
}

/** A matrix for the kernel `lstm16`. */
export interface FixedMatrix {
  readonly weights: Int16Array;
  /** Of weights times h, which are whole numbers of 2^−(shift + 12) together. */
  readonly shift: number;
}

/** Σ |W[n, m]| of a row times the largest h, 2^13, is below 2^31. */
const largestFixedSum = 2 ** 18;
/** Less would be too rough. */
const fewestBits = 10;

/**
 * Weights as whole numbers of one power of two. The first three rows of each block, whose function is σ, are halved.
 *
 * @returns nothing if the weights are too large for that
 */
export function fixMatrix(table: MatrixRows, rows: Order, columns: Order): FixedMatrix | undefined {
  const M = columns.length;
  const values = new Float32Array(M);
  const factorOf = (n: number) => (n % 4 < 3 ? 0.5 : 1);
  let [mostSum, mostSize] = [1e-9, 1e-9];
  for (const [n, row] of rows.entries()) {
    if (row < 0) continue;
    const { sum, most } = pickRow(table, row, columns, values);
    mostSum = Math.max(mostSum, sum * factorOf(n));
    mostSize = Math.max(mostSize, most * factorOf(n));
  }
  const room = Math.min((largestFixedSum - M) / mostSum, 32767 / mostSize);
  const bits = Math.min(15, Math.floor(Math.log2(room)));
  if (!(bits >= fewestBits)) return undefined;
  const weights = new Int16Array(rows.length * M);
  for (const [n, row] of rows.entries()) {
    if (row < 0) continue;
    pickRow(table, row, columns, values);
    placeRow(weights, n, values, factorOf(n) * 2 ** bits);
  }
  return { weights, shift: bits + 1 };
}

/** All of `count` in their order, and fill up to a multiple. */
export function inOrder(count: number, multiple: number, start = 0): number[] {
  const length = Math.ceil(count / multiple) * multiple;
  return Array.from({ length }, (_, at) => (at < count ? start + at : -1));
}
