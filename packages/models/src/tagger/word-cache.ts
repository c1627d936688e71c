/** Bytes that the rows of a cache may take. */
const maximumBytes = 2 ** 26;

/** A row of numbers for each word that was met, forgotten all at once when there are too many. */
export class WordCache {
  readonly #places = new Map<string, number>();
  readonly #capacity: number;
  #rows: Float32Array;

  /** @param width numbers of a row */
  constructor(readonly width: number) {
    this.#capacity = Math.max(1, Math.floor(maximumBytes / (4 * width)));
    this.#rows = new Float32Array(width * Math.min(this.#capacity, 1024));
  }

  /** Place of a word's row, if it is there. */
  find(word: string): number | undefined {
    return this.#places.get(word);
  }

  /** Makes room for so many words, which may forget all others. */
  reserve(count: number): void {
    if (this.#places.size > 0 && this.#places.size + count > this.#capacity) this.#places.clear();
    const needed = (this.#places.size + count) * this.width;
    if (needed <= this.#rows.length) return;
    const grown = new Float32Array(Math.max(needed, 2 * this.#rows.length));
    grown.set(this.#rows);
    this.#rows = grown;
  }

  /** @returns its place */
  add(word: string, row: Float32Array): number {
    const place = this.#places.size;
    this.#places.set(word, place);
    this.#rows.set(row, place * this.width);
    return place;
  }

  row(place: number): Float32Array {
    return this.#rows.subarray(place * this.width, (place + 1) * this.width);
  }
}
