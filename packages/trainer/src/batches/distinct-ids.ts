// N: ids of a batch   R: distinct ids among them   V: ids that there are

/** The ids of a batch, each once. */
export interface Distinct {
  /** [R] In order of first appearance. */
  readonly ids: Int32Array;
  /** [N] For each id of the batch its place in `ids`. */
  readonly positions: Int32Array;
}

/**
 * Finds the distinct ids of a batch.
 *
 * @throws RangeError from `find`, for an id outside [0, V).
 */
export class DistinctIds {
  /**
   * [V] Place of an id among the distinct ids of the present call: a sparse set (Briggs and Torczon, 1993).
   * Nothing is ever cleared: what an earlier call left is found out by looking back from the place to the id.
   */
  readonly #places: Int32Array;

  /** @param size V */
  constructor(readonly size: number) {
    this.#places = new Int32Array(size);
  }

  find(ids: ArrayLike<number>): Distinct {
    const places = this.#places;
    const distinct = new Int32Array(ids.length);
    const positions = new Int32Array(ids.length);
    let count = 0;
    for (let n = 0; n < ids.length; n++) {
      const id = ids[n]!;
      let place = places[id];
      if (place === undefined) throw new RangeError(`id ${id} is not in [0, ${this.size})`);
      if (place >= count || distinct[place] !== id) {
        place = count++;
        distinct[place] = id;
        places[id] = place;
      }
      positions[n] = place;
    }
    return { ids: distinct.slice(0, count), positions };
  }
}
