import type { MatrixRows } from '../model-file/table';
import type { Kernels } from './kernels';
import type { KernelContext } from './recurrence';

/*
 * Matrices of weights as whole numbers of 16 bits, in the layout of the kernels `product` and `lstm16`:
 * [N / 4, M / 2, 4, 2]. Axes:  N rows   M columns
 */

/** Which row or column of a stored matrix stands in each place; −1 is one of zeros, which fills up. Columns are consecutive. */
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

  /** @param factor of all weights */
  constructor({ kernels, arena }: KernelContext, table: MatrixRows, rows: Order, columns: Order, factor = 1) {
    this.#kernels = kernels;
    this.#blocks = rows.length / 4;
    const parts: MatrixPart[] = [];
    for (let start = 0; start < columns.length; start += partColumns) {
      const own = columns.slice(start, start + partColumns);
      const { weights, rowScales } = quantizeMatrix(table, rows, own);
      parts.push({
        weights: arena.placeHalves(weights),
        rowScales: arena.placeFloats(rowScales.map((scale) => scale * factor)),
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

/** A matrix as whole numbers of 16 bits. What a file has in 8 bits stays as it is. */
export function quantizeMatrix(table: MatrixRows, rows: Order, columns: Order) {
  const [N, M] = [rows.length, columns.length];
  const weights = new Int16Array(N * M);
  const rowScales = new Float32Array(N).fill(1);
  const picked = new PickedRow(table, columns);
  for (let n = 0; n < N; n++) {
    if (rows[n]! < 0) continue;
    picked.read(rows[n]!);
    if (!picked.isWhole) {
      const { sum, most } = picked.measure();
      if (most > 0) picked.round(Math.min(32767 / most, (largestSum - M) / sum));
    }
    rowScales[n] = picked.unit;
    placeRow(weights, n, picked.values);
  }
  return { weights, rowScales };
}

/** A row of a matrix, or of consecutive columns of it, filled up with zeros. Whole numbers stay what they are: in a program that has just started, each float costs an allocation. */
class PickedRow {
  readonly values: Float32Array | Int16Array;
  /** What the values are multiples of. */
  unit = 1;
  readonly #start: number;
  readonly #count: number;

  constructor(
    private readonly table: MatrixRows,
    columns: Order,
  ) {
    const { data } = table;
    this.values =
      data instanceof Int8Array ? new Int16Array(columns.length) : new Float32Array(columns.length);
    this.#start = columns[0]!;
    this.#count = columns.filter((column) => column >= 0).length;
  }

  get isWhole(): boolean {
    return this.values instanceof Int16Array;
  }

  read(row: number): void {
    const { data, scales, width } = this.table;
    const start = row * width + this.#start;
    this.values.set(data.subarray(start, start + this.#count));
    this.unit = scales?.[row] ?? 1;
  }

  /** The sum of the sizes of the values, and the largest. */
  measure(): { sum: number; most: number } {
    const { values } = this;
    let [sum, most] = [0, 0];
    for (let m = 0; m < values.length; m++) {
      const size = Math.abs(values[m]!);
      sum += size;
      if (size > most) most = size;
    }
    return { sum, most };
  }

  /** Makes whole numbers of the values times a factor. */
  round(factor: number): void {
    const { values } = this;
    for (let m = 0; m < values.length; m++) values[m] = Math.round(values[m]! * factor);
    this.unit /= factor;
  }
}

/** Writes a row of whole numbers to where the kernels find it. */
function placeRow(weights: Int16Array, n: number, values: ArrayLike<number>): void {
  const M = values.length;
  let at = (n >> 2) * M * 4 + (n & 3) * 2;
  for (let m = 0; m < M; m += 2, at += 8) {
    weights[at] = values[m]!;
    weights[at + 1] = values[m + 1]!;
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
 * Halves of weights as whole numbers of one power of two.
 *
 * @returns nothing if the weights are too large for that
 */
export function fixMatrix(table: MatrixRows, rows: Order, columns: Order): FixedMatrix | undefined {
  const M = columns.length;
  const picked = new PickedRow(table, columns);
  let [mostSum, mostSize] = [1e-9, 1e-9];
  for (let n = 0; n < rows.length; n++) {
    if (rows[n]! < 0) continue;
    picked.read(rows[n]!);
    const { sum, most } = picked.measure();
    const factor = 0.5 * picked.unit;
    mostSum = Math.max(mostSum, sum * factor);
    mostSize = Math.max(mostSize, most * factor);
  }
  const room = Math.min((largestFixedSum - M) / mostSum, 32767 / mostSize);
  const bits = Math.min(15, Math.floor(Math.log2(room)));
  if (!(bits >= fewestBits)) return undefined;
  const weights = new Int16Array(rows.length * M);
  for (let n = 0; n < rows.length; n++) {
    if (rows[n]! < 0) continue;
    picked.read(rows[n]!);
    picked.round(0.5 * picked.unit * 2 ** bits);
    placeRow(weights, n, picked.values);
  }
  return { weights, shift: bits + 1 };
}

/** All of `count` in their order, and fill up to a multiple. */
export function inOrder(count: number, multiple: number, start = 0): number[] {
  const length = Math.ceil(count / multiple) * multiple;
  return Array.from({ length }, (_, at) => (at < count ? start + at : -1));
}
