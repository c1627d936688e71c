/** Rows that are written eight at a time may overrun the last one. */
const slack = 8;

/** Rows of memory by key, forgotten all at once when there are too many; in front one of zeros. */
export class RowStore<Key> {
  /** From 1 on. */
  readonly #numbers = new Map<Key, number>();
  #capacity: number;

  /**
   * @param base address of the row of zeros
   * @param limit rows, at most, unless more are needed at once
   * @param capacity rows for which there is room now
   */
  constructor(
    readonly base: number,
    readonly rowBytes: number,
    private readonly limit: number,
    capacity = limit,
  ) {
    this.#capacity = capacity;
  }

  /** The first address behind the rows for which there is room. */
  get end(): number {
    return this.base + (this.#capacity + slack) * this.rowBytes;
  }

  /** The number of a row, if it is there. */
  find(key: Key): number | undefined {
    return this.#numbers.get(key);
  }

  addressOf(number: number): number {
    return this.base + number * this.rowBytes;
  }

  /** Makes room for so many rows. @returns false if all others were forgotten for that */
  reserve(count: number): boolean {
    const needed = this.#numbers.size + 1 + count;
    const forgets = needed > this.limit && this.#numbers.size > 0;
    if (forgets) this.#numbers.clear();
    else if (needed > this.#capacity)
      this.#capacity = Math.max(needed, Math.min(this.limit, 2 * this.#capacity));
    return !forgets;
  }

  /** Address of the row that is added next. */
  get next(): number {
    return this.addressOf(this.#numbers.size + 1);
  }

  add(key: Key): void {
    this.#numbers.set(key, this.#numbers.size + 1);
  }
}

/** Rows for which slack is counted in. */
export function storeBytes(capacity: number, rowBytes: number): number {
  return (capacity + slack) * rowBytes;
}
