import { readSpans, type Span } from '@tagger/core';
import type { ModelDescription, ScoredSpan } from '@tagger/models';
import { listModelSpans } from '@tagger/models/internal';
import { type CalibrationBin, CalibrationCounts, calibrationError } from './report/calibration-counts';

/** The spans of a sentence in the corpus, and those that were found. */
export interface TestedSpans {
  readonly gold: readonly Span[];
  readonly found: readonly ScoredSpan[];
}

/** How the probabilities of spans agree with how often they are right. */
export interface SpanCalibration {
  /** Expected calibration error, in [0, 1]: 0 for spans that are as often right as their probabilities say. */
  readonly error: number;
  readonly bins: readonly CalibrationBin[];
}

/** Compares the spans of the first column with those of the corpus. */
export class SpanTest {
  readonly #calibration = new CalibrationCounts();
  readonly #scheme;

  constructor(model: ModelDescription) {
    this.#scheme = listModelSpans(model).find(({ index }) => index === 0)?.grammar.scheme;
  }

  /** @param tags gold ones; a span that has a word without one does not count */
  add(
    tags: readonly (string | undefined)[],
    spans: readonly ScoredSpan[] | undefined,
  ): TestedSpans | undefined {
    if (!this.#scheme || !spans) return undefined;
    const gold = readSpans(tags, this.#scheme);
    const found = spans.filter(({ start, end }) => !tags.slice(start, end).includes(undefined));
    for (const span of found)
      this.#calibration.addOne(
        span.score,
        gold.some((own) => isSame(own, span)),
      );
    return { gold, found };
  }

  /** @returns nothing if no span was found */
  result(): SpanCalibration | undefined {
    const bins = this.#calibration.result();
    return bins.some(({ count }) => count > 0) ? { error: calibrationError(bins), bins } : undefined;
  }
}

export function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end && a.type === b.type;
}
