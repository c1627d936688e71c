import { WordPlaces } from './word-places';

/** A row of numbers for each word that was met, forgotten all at once when there are too many; in front that of no word. */
export class WordCache {
  /** Numbers of a row. */
  readonly width: number;
  readonly #places: WordPlaces;
  #rows: Float32Array;

  /**
   * @param empty the row of no word
   * @param maximumBytes that the rows may take
   */
  constructor(empty: Float32Array, maximumBytes = 2 ** 26) {
    this.width = empty.length;
    this.#places = new WordPlaces(this.width, maximumBytes);
    this.#rows = new Float32Array(this.width);
    this.#rows.set(empty);
  }

  /** Rows that are there. */
  get size(): number {
    return this.#places.size;
  }

  /** All rows, one after another. They share memory with the cache until it grows. */
  get rows(): Float32Array {
    return this.#rows.subarray(0, this.size * this.width);
  }

  /** Place of a word's row, if it is there. */
  find(word: string): number | undefined {
    return this.#places.find(word);
  }

  /** Makes room for so many words, which may forget all others. */
  reserve(count: number): void {
    this.#places.reserve(count);
    const needed = (this.size + count) * this.width;
    if (needed <= this.#rows.length) return;
    const grown = new Float32Array(Math.max(needed, 2 * this.#rows.length));
    grown.set(this.#rows);
    this.#rows = grown;
  }

  /** Adds words, which are new, with their rows, one after another. */
  add(words: Iterable<string>, rows: Float32Array): void {
    this.#rows.set(rows, this.size * this.width);
    this.#places.add(words);
  }
}
