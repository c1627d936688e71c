import { DistinctIds } from './distinct-ids';

// N: ids of a batch   R: distinct ids among them   V: size of the vocabulary   D: dimension of the embedding

/** Some rows of a [V, D] table. */
export interface SparseRows {
  /** [R] Which rows: distinct, in order of first appearance. */
  readonly ids: Int32Array;
  /** [R, D] row-major. */
  readonly rows: Float32Array;
}

/** The rows that a batch needs, each once. */
export interface DistinctRows extends SparseRows {
  /** [N] For each id of the batch its place in `ids`. */
  readonly positions: Int32Array;
}

/**
 * The embedding matrix E as a table of rows: `x = E · onehot(w)` is row w. A training step touches the rows
 * of its batch alone: `gatherDistinct` takes them out, `scatter` puts them back.
 *
 * @throws RangeError from every method, for an id outside [0, V) and where two lengths do not fit.
 */
export class EmbeddingTable {
  /** V */
  readonly size: number;
  readonly #distinct: DistinctIds;

  /** @param weights [V, D] row-major: Eᵀ. Kept, not copied, and changed by `scatter`. */
  constructor(
    readonly weights: Float32Array,
    readonly dimension: number,
  ) {
    this.size = weights.length / dimension;
    if (!Number.isInteger(this.size)) {
      throw new RangeError(`${weights.length} weights do not make rows of ${dimension}`);
    }
    this.#distinct = new DistinctIds(this.size);
  }

  /** The row of each id: [N, D]. */
  lookup(ids: ArrayLike<number>): Float32Array {
    const D = this.dimension;
    const rows = new Float32Array(ids.length * D);
    for (let n = 0; n < ids.length; n++) {
      const id = ids[n]!;
      this.#requireId(id);
      rows.set(this.weights.subarray(id * D, (id + 1) * D), n * D);
    }
    return rows;
  }

  /** The row of each distinct id once, and where each id of the batch finds its row. */
  gatherDistinct(ids: ArrayLike<number>): DistinctRows {
    const distinct = this.#distinct.find(ids);
    return { ...distinct, rows: this.lookup(distinct.ids) };
  }

  /** Writes rows into the table: `rows[r]` becomes the row of `ids[r]`. */
  scatter(ids: ArrayLike<number>, rows: Float32Array): void {
    const D = this.dimension;
    requireRows(rows, ids.length, D);
    for (let r = 0; r < ids.length; r++) {
      const id = ids[r]!;
      this.#requireId(id);
      this.weights.set(rows.subarray(r * D, (r + 1) * D), id * D);
    }
  }

  /** The rows of ∂L/∂E = ∂L/∂X · onehotᵀ that are not zero: for each id its rows of `dOutput` [N, D], summed. */
  sparseGradient(ids: ArrayLike<number>, dOutput: Float32Array): SparseRows {
    const D = this.dimension;
    requireRows(dOutput, ids.length, D);
    const distinct = this.#distinct.find(ids);
    const rows = new Float32Array(distinct.ids.length * D);
    let seen = 0;
    for (let n = 0; n < ids.length; n++) {
      const position = distinct.positions[n]!;
      if (position === seen) {
        // Most ids of a batch are new, and a copy is faster than a sum.
        rows.set(dOutput.subarray(n * D, (n + 1) * D), seen++ * D);
      } else {
        for (let d = 0; d < D; d++) rows[position * D + d]! += dOutput[n * D + d]!;
      }
    }
    return { ids: distinct.ids, rows };
  }

  #requireId(id: number): void {
    this.#distinct.requireId(id);
  }
}

function requireRows(rows: Float32Array, count: number, dimension: number): void {
  if (rows.length !== count * dimension) {
    throw new RangeError(`expected ${count} rows of ${dimension}, found ${rows.length} numbers`);
  }
}
