import { copyText } from '../text/copy-text';

interface TagCount {
  readonly tag: string;
  tokens: number;
  /** Line of the first one. */
  readonly line: number | undefined;
}

/** More tags than any tag set has: those that come later are not counted by themselves. */
const mostTags = 50_000;

/** Counts the tags of a corpus, in memory that is bounded. */
export class TagCounts {
  readonly #counts = new Map<string, TagCount>();
  /** Tokens that have a tag. */
  tokens = 0;
  /** Tokens that have none in sentences where others have one. */
  readonly unlabelled: { tokens: number; line: number | undefined } = { tokens: 0, line: undefined };

  add(tag: string | undefined, line: number | undefined): void {
    if (tag === undefined) {
      this.unlabelled.line ??= line;
      this.unlabelled.tokens++;
      return;
    }
    this.tokens++;
    const count = this.#counts.get(tag);
    if (count) count.tokens++;
    else if (this.#counts.size < mostTags) {
      const own = copyText(tag);
      this.#counts.set(own, { tag: own, tokens: 1, line });
    }
  }

  get size(): number {
    return this.#counts.size;
  }

  /** In order of appearance. */
  list(): readonly TagCount[] {
    return [...this.#counts.values()];
  }

  tags(): readonly string[] {
    return [...this.#counts.keys()];
  }

  of(tag: string): number {
    return this.#counts.get(tag)?.tokens ?? 0;
  }

  lineOf(tag: string): number | undefined {
    return this.#counts.get(tag)?.line;
  }
}
