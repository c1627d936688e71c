/** Bytes that the rows of a cache may take. */
const maximumBytes = 2 ** 26;

/** For each word that was met a row of numbers in each of some tables, forgotten all at once when there are too many. */
export class WordCache {
  readonly #places = new Map<string, number>();
  readonly #capacity: number;
  #tables: Float32Array[];

  /**
   * @param tables how many
   * @param width numbers of a row
   */
  constructor(
    tables: number,
    readonly width: number,
  ) {
    this.#capacity = Math.max(1, Math.floor(maximumBytes / (4 * width * tables)));
    const rows = Math.min(this.#capacity, 1024);
    this.#tables = Array.from({ length: tables }, () => new Float32Array(width * rows));
  }

  /** Words that are there. */
  get size(): number {
    return this.#places.size;
  }

  /** Place of a word's rows, if they are there. */
  find(word: string): number | undefined {
    return this.#places.get(word);
  }

  /** Makes room for so many words, which may forget all others. */
  reserve(count: number): void {
    if (this.size > 0 && this.size + count > this.#capacity) this.#places.clear();
    const needed = (this.size + count) * this.width;
    this.#tables = this.#tables.map((table) => {
      if (needed <= table.length) return table;
      const grown = new Float32Array(Math.max(needed, 2 * table.length));
      grown.set(table);
      return grown;
    });
  }

  /** Adds words, which are new, with their rows in each table, one after another. */
  add(words: Iterable<string>, rows: readonly Float32Array[]): void {
    for (const [index, own] of rows.entries()) this.#tables[index]!.set(own, this.size * this.width);
    for (const word of words) this.#places.set(word, this.size);
  }

  /** All rows of each table. They share memory with the cache until it grows. */
  tables(): Float32Array[] {
    return this.#tables.map((table) => table.subarray(0, this.size * this.width));
  }
}
