import { paddedSize } from '../kernels/cell-rows';
import { fixRecurrence } from '../kernels/fixed-lstm';
import { inOrder, type Order, partColumns, quantizeMatrix } from '../kernels/matrix';
import type { RecurrencePlan } from '../kernels/plan-network';
import type { MatrixRows } from '../model-file/table';

/*
 * Weights as the runtime rounds them. Axes:  N rows   M columns   H hidden
 */

/** Columns of a matrix that are rounded together, in the order of the file. */
export interface WholePart {
  readonly start: number;
  readonly count: number;
  /** Whole numbers of 16 bits [N, count]. */
  readonly weights: Int16Array;
  /** What they are multiples of, by row. */
  readonly scales: Float32Array;
}

/** The rows of a matrix, or some of its columns, as `Matrix` multiplies by them. @param columns filled up as there */
export function roundMatrix(table: MatrixRows, rowCount: number, columns: Order): WholePart[] {
  const parts: WholePart[] = [];
  for (let start = 0; start < columns.length; start += partColumns) {
    const own = columns.slice(start, start + partColumns);
    const { weights, rowScales } = quantizeMatrix(table, inOrder(rowCount, 4), own);
    const count = own.filter((column) => column >= 0).length;
    parts.push({
      start: own[0]!,
      count,
      weights: unpack(weights, own.length, { rows: rowCount, columns: count }),
      scales: rowScales.slice(0, rowCount),
    });
  }
  return parts;
}

/** What `fixRecurrence` gives, in the order of the file. */
export function roundRecurrence(plan: RecurrencePlan) {
  const fixed = fixRecurrence(plan);
  if (!fixed) return undefined;
  const H = plan.hiddenSize;
  const byUnit = unpack(fixed.weights, paddedSize(H), { rows: 4 * H, columns: H });
  const weights = new Int16Array(byUnit.length);
  // From the four gates of each unit together to the units of each gate together.
  for (let n = 0; n < 4 * H; n++) {
    const row = (n % 4) * H + (n >> 2);
    weights.set(byUnit.subarray(n * H, (n + 1) * H), row * H);
  }
  return { weights, shift: fixed.shift };
}

/** Rows and columns of the layout of the kernels, [N / 4, M / 2, 4, 2], in their order. */
function unpack(weights: Int16Array, width: number, { rows, columns }: { rows: number; columns: number }) {
  const values = new Int16Array(rows * columns);
  for (let n = 0; n < rows; n++)
    for (let m = 0; m < columns; m++)
      values[n * columns + m] = weights[(n >> 2) * width * 4 + (m >> 1) * 8 + (n & 3) * 2 + (m & 1)]!;
  return values;
}
