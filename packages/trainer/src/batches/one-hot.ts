/**
 * One row per id, all zeros but a 1 in the id's column: [N, size], row-major. What `Embedding.lookup`
 * multiplies with in the equations, and never in the code.
 *
 * @throws RangeError for an id outside [0, size).
 */
export function oneHot(ids: ArrayLike<number>, size: number): Float64Array {
  const rows = new Float64Array(ids.length * size);
  for (let n = 0; n < ids.length; n++) {
    const id = ids[n]!;
    if (!(Number.isInteger(id) && id >= 0 && id < size))
      throw new RangeError(`id ${id} is not in [0, ${size})`);
    rows[n * size + id] = 1;
  }
  return rows;
}
