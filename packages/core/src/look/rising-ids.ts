/** Finds sentences whose items are ids, each with a higher number than the one before: 1, 2, 3, or s4_w1, s4_w2. */
export class RisingIds {
  #sentences = 0;
  #rising = 0;
  #items = 0;
  #last = 0;
  /** The first two items of the first such sentence that has two. */
  #examples: readonly string[] = [];

  add(items: readonly string[]): void {
    this.#sentences++;
    this.#items += items.length;
    if (!this.#rises(items)) return;
    this.#rising++;
    if (this.#examples.length < 2) this.#examples = items.slice(0, 2);
  }

  /** Two of the ids, if nearly all sentences have such; undefined otherwise. */
  findExamples(): readonly string[] | undefined {
    const isMost = this.#sentences > 0 && this.#rising / this.#sentences >= 0.9;
    return isMost && this.#items > 1 ? this.#examples : undefined;
  }

  #rises(items: readonly string[]): boolean {
    const first = readId(items[0] ?? '');
    let last = first?.number ?? 0;
    const rises =
      first !== undefined &&
      items.slice(1).every((item) => {
        const id = readId(item);
        const isNext = id !== undefined && id.prefix === first.prefix && id.number > last;
        if (isNext) last = id.number;
        return isNext;
      }) &&
      // A single one says little: it has to be a number, the first of a sentence or the next of the file.
      (items.length > 1 || (first.prefix === '' && [0, 1, this.#last + 1].includes(last)));
    this.#last = rises ? last : 0;
    return rises;
  }
}

function readId(text: string): { prefix: string; number: number } | undefined {
  const found = /^(.{0,64}?)(\d{1,15})$/u.exec(text);
  return found ? { prefix: found[1]!, number: Number(found[2]) } : undefined;
}
