import type { SpanMetrics } from './metrics';
import { SpanCounts } from './span-counts';
import { detectSpanScheme, fitsSpanScheme, spanSchemes } from './spans';

/** Counts spans by the scheme of the tags, which shows only once all of them are seen. */
export class SpanEvaluation {
  readonly #tags = new Set<string>();
  /** The schemes that all tags so far fit. */
  #candidates = spanSchemes.map((scheme) => ({ scheme, counts: new SpanCounts(scheme) }));

  add(gold: readonly string[], predicted: readonly string[]): void {
    for (const tag of [...gold, ...predicted]) this.#addTag(tag);
    for (const { counts } of this.#candidates) counts.add(gold, predicted);
  }

  /** @returns nothing if the tags mark no spans */
  result(): SpanMetrics | undefined {
    const scheme = detectSpanScheme(this.#tags);
    return this.#candidates.find((candidate) => candidate.scheme === scheme)?.counts.result();
  }

  #addTag(tag: string): void {
    if (this.#tags.has(tag)) return;
    this.#tags.add(tag);
    this.#candidates = this.#candidates.filter(({ scheme }) => fitsSpanScheme(tag, scheme));
  }
}
