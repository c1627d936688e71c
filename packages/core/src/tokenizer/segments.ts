// V8 takes time that grows with the whole string for each segment, so that only short windows are given to it.
const shortestWindow = 128;
/** As much text after a word as its dictionary may look at. */
const lookahead = 32;

/** Finds words by the rules of Unicode, and by the dictionaries of languages that write no blanks between words. */
export class SegmentFinder {
  readonly #text: string;
  readonly #rules: { readonly segmenter: Intl.Segmenter };
  #segments: Intl.Segments | undefined;
  #windowStart = 0;
  #windowEnd = 0;

  constructor(text: string, rules: { readonly segmenter: Intl.Segmenter }) {
    this.#text = text;
    this.#rules = rules;
  }

  /** The end of the segment at `start`. */
  findEnd(start: number): number {
    const isNear = start + lookahead <= this.#windowEnd || this.#windowEnd === this.#text.length;
    if (!isNear) this.#openWindow(start, shortestWindow);
    for (;;) {
      const { segment, index } = this.#segments!.containing(start - this.#windowStart)!;
      const end = this.#windowStart + index + segment.length;
      if (end < this.#windowEnd || end === this.#text.length) return end;
      this.#openWindow(start, 2 * (end - start) + shortestWindow);
    }
  }

  #openWindow(start: number, size: number): void {
    this.#segments = this.#rules.segmenter.segment(this.#text.slice(start, start + size));
    this.#windowStart = start;
    this.#windowEnd = Math.min(start + size, this.#text.length);
  }
}
