/** Which label each row's word had with the tag that it was asked about last: most words have one tag. */
export class RowNotes {
  #tags = new Int32Array(0);
  #labels = new Int32Array(0);

  /** @param find the label of a word with a tag */
  constructor(private readonly find: (word: string, tag: number) => number) {}

  /** @param row the number of the word's row */
  label(row: number, word: string, tag: number): number {
    if (this.#tags[row] === tag) return this.#labels[row]!;
    const label = this.find(word, tag);
    if (row >= this.#tags.length) this.#grow(row);
    this.#tags[row] = tag;
    this.#labels[row] = label;
    return label;
  }

  /** Forgets all, once rows are of other words. */
  clear(): void {
    this.#tags.fill(none);
  }

  #grow(row: number): void {
    const tags = new Int32Array(2 * row + 1).fill(none);
    tags.set(this.#tags);
    this.#tags = tags;
    const labels = new Int32Array(tags.length);
    labels.set(this.#labels);
    this.#labels = labels;
  }
}

const none = -1;
