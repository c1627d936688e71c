import type { LabelKind, LabelledSpan } from '../../labels';

/** The labels of a text while they are changed: where one is, which words are chosen, and what can be undone. */
export class Editor {
  #spans: readonly LabelledSpan[];
  /** What was before each change. */
  readonly #before: (readonly LabelledSpan[])[] = [];
  /** The word where one is. */
  cursor = 0;
  /** The other end of the chosen words. */
  #anchor: number | undefined;

  constructor(
    private readonly kind: LabelKind,
    /** Of words. */
    readonly length: number,
    spans: readonly LabelledSpan[],
  ) {
    this.#spans = spans;
  }

  /** In the order of the text; none overlaps another. */
  get spans(): readonly LabelledSpan[] {
    return this.#spans;
  }

  /** The chosen words: from the first up to, but without, the last number. */
  get chosen(): readonly [start: number, end: number] | undefined {
    if (this.#anchor === undefined) return undefined;
    return [Math.min(this.#anchor, this.cursor), Math.max(this.#anchor, this.cursor) + 1];
  }

  /** The label over a word. */
  spanAt(word: number): LabelledSpan | undefined {
    return this.#spans.find(({ start, end }) => start <= word && word < end);
  }

  /** Goes to a word. @param chooses whether the words on the way are chosen */
  move(to: number, chooses: boolean): void {
    if (chooses) this.#anchor ??= this.cursor;
    else this.#anchor = undefined;
    this.cursor = Math.min(this.length - 1, Math.max(0, to));
  }

  /** Chooses words from one to another, which may be before it. */
  choose(from: number, to: number): void {
    this.#anchor = from;
    this.cursor = to;
  }

  /** Gives the chosen words a label, or else the label at the cursor another one, or else the word there one; what has it already loses it. */
  label(label: string): void {
    const at = this.spanAt(this.cursor);
    const [start, end] = this.chosen ?? (at ? [at.start, at.end] : [this.cursor, this.cursor + 1]);
    const isThere = at?.label === label && at.start === start && at.end === end;
    const added =
      this.kind === 'tokens'
        ? Array.from({ length: end - start }, (_, index) => ({
            start: start + index,
            end: start + index + 1,
            label,
          }))
        : [{ start, end, label }];
    const kept = this.#spans.filter((span) => span.end <= start || span.start >= end);
    this.#change(isThere ? kept : [...kept, ...added]);
    this.#anchor = undefined;
    // Words are labelled one after the other.
    if (this.kind === 'tokens' && !isThere) this.cursor = Math.min(this.length - 1, end);
  }

  /** Takes labels away: those of the chosen words, or the one at the cursor. */
  remove(): void {
    const [start, end] = this.chosen ?? [this.cursor, this.cursor + 1];
    const kept = this.#spans.filter((span) => span.end <= start || span.start >= end);
    if (kept.length < this.#spans.length) this.#change(kept);
    this.#anchor = undefined;
  }

  /** Takes other labels, such as another person's. */
  replace(spans: readonly LabelledSpan[]): void {
    this.#change(spans);
    this.#anchor = undefined;
  }

  /** @returns false if there is nothing to undo */
  undo(): boolean {
    const before = this.#before.pop();
    if (!before) return false;
    this.#spans = before;
    this.#anchor = undefined;
    return true;
  }

  #change(spans: readonly LabelledSpan[]): void {
    this.#before.push(this.#spans);
    this.#spans = [...spans].sort((a, b) => a.start - b.start);
  }
}
