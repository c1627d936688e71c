import { inOrder, type Order, partColumns, quantizeMatrix } from './matrix';
import type { OutputPlan } from './plan-network';
import type { KernelContext } from './recurrence';

interface RowPart {
  readonly weights: number;
  readonly rowScales: number;
  readonly firstColumn: number;
  readonly octets: number;
}

/** Addresses, as the kernel `productRows` has them. */
export interface PickedRows {
  readonly z: number;
  readonly base: number;
  readonly rows: number;
  readonly blocks: number;
}

/** The matrices of outputs, of which some rows are read for each word: one below the other, rounded as in a `Matrix`. */
export class RowMatrix {
  /** Of x, which is filled up with anything. */
  readonly inputBytes: number;
  readonly #context: KernelContext;
  readonly #parts: readonly RowPart[];

  /** @param columns of each matrix */
  constructor(context: KernelContext, outputs: readonly OutputPlan[], columns: Order) {
    const { arena } = context;
    const count = outputs.reduce((sum, { tagCount }) => sum + tagCount, 0);
    const parts: RowPart[] = [];
    for (let start = 0; start < columns.length; start += partColumns) {
      const own = columns.slice(start, start + partColumns);
      const octets = Math.ceil(own.length / 8);
      const weights = new Int16Array(count * 8 * octets);
      const rowScales = new Float32Array(count);
      let first = 0;
      for (const { weight, tagCount } of outputs) {
        const quantized = quantizeMatrix(weight, inOrder(tagCount, 4), own);
        for (let row = 0; row < tagCount; row++)
          copyRow(quantized.weights, row, own.length, weights.subarray((first + row) * 8 * octets));
        rowScales.set(quantized.rowScales.subarray(0, tagCount), first);
        first += tagCount;
      }
      parts.push({
        weights: arena.placeHalves(weights),
        rowScales: arena.placeFloats(rowScales),
        firstColumn: start,
        octets,
      });
    }
    this.#context = context;
    this.#parts = parts;
    this.inputBytes = 16 * Math.ceil(columns.length / 8);
  }

  /** z = base + W x, for some rows. @param scale address of the factor of x */
  multiply(x: number, scale: number, { z, base, rows, blocks }: PickedRows): void {
    const { kernels } = this.#context;
    let sum = base;
    for (const { weights, rowScales, firstColumn, octets } of this.#parts) {
      kernels.productRows(z, sum, rows, weights, rowScales, x + 2 * firstColumn, scale, blocks, octets);
      sum = z;
    }
  }
}

/** Writes a row of [N / 4, M / 2, 4, 2]. */
function copyRow(weights: Int16Array, n: number, M: number, row: Int16Array): void {
  const start = (n >> 2) * 4 * M + (n & 3) * 2;
  for (let m = 0; m < M; m++) row[m] = weights[start + (m >> 1) * 8 + (m & 1)]!;
}
