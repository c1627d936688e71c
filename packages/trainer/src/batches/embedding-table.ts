// N: ids of a batch   V: size of the vocabulary   D: dimension of the embedding

/**
 * The embedding matrix E as a table of rows: `x = E · onehot(w)` is row w. A training step touches the rows of its batch
 * alone: `lookup` takes them out, `scatter` puts them back.
 *
 * @throws RangeError from every method, for an id outside [0, V) and where two lengths do not fit.
 */
export class EmbeddingTable {
  /** V */
  readonly size: number;

  /** @param weights [V, D] row-major: Eᵀ. Kept, not copied, and changed by `scatter`. */
  constructor(
    readonly weights: Float32Array,
    readonly dimension: number,
  ) {
    this.size = weights.length / dimension;
    if (!Number.isInteger(this.size)) {
      throw new RangeError(`${weights.length} weights do not make rows of ${dimension}`);
    }
  }

  /** The row of each id: [N, D]. */
  lookup(ids: ArrayLike<number>): Float32Array {
    const D = this.dimension;
    const rows = new Float32Array(ids.length * D);
    for (let n = 0; n < ids.length; n++) rows.set(this.#row(ids[n]!), n * D);
    return rows;
  }

  /** Writes rows into the table: `rows[n]` becomes the row of `ids[n]`. */
  scatter(ids: ArrayLike<number>, rows: Float32Array): void {
    const D = this.dimension;
    if (rows.length !== ids.length * D)
      throw new RangeError(`expected ${ids.length} rows of ${D}, found ${rows.length} numbers`);
    for (let n = 0; n < ids.length; n++) this.#row(ids[n]!).set(rows.subarray(n * D, (n + 1) * D));
  }

  #row(id: number): Float32Array {
    if (!(Number.isInteger(id) && id >= 0 && id < this.size))
      throw new RangeError(`id ${id} is not in [0, ${this.size})`);
    return this.weights.subarray(id * this.dimension, (id + 1) * this.dimension);
  }
}
