import type { SpanMetrics } from './metrics';
import { computeScores } from './scores';
import { readSpans, type SpanScheme } from './spans';

interface Counts {
  gold: number;
  predicted: number;
  correct: number;
}

/** Counts spans by type. */
export class SpanCounts {
  readonly #byType = new Map<string, Counts>();

  constructor(private readonly scheme?: SpanScheme) {}

  add(gold: readonly string[], predicted: readonly string[]): void {
    const goldByStart = new Map(readSpans(gold, this.scheme).map((span) => [span.start, span]));
    for (const { type } of goldByStart.values()) this.#counts(type).gold++;
    for (const { start, end, type } of readSpans(predicted, this.scheme)) {
      const counts = this.#counts(type);
      counts.predicted++;
      const match = goldByStart.get(start);
      if (match?.end === end && match.type === type) counts.correct++;
    }
  }

  result(): SpanMetrics {
    const total: Counts = { gold: 0, predicted: 0, correct: 0 };
    for (const counts of this.#byType.values()) {
      total.gold += counts.gold;
      total.predicted += counts.predicted;
      total.correct += counts.correct;
    }
    const perType = [...this.#byType.keys()].sort().map((type) => {
      const counts = this.#counts(type);
      return { type, ...computeScores(counts), ...counts };
    });
    return { ...computeScores(total), ...total, perType };
  }

  #counts(type: string): Counts {
    let counts = this.#byType.get(type);
    if (!counts) {
      counts = { gold: 0, predicted: 0, correct: 0 };
      this.#byType.set(type, counts);
    }
    return counts;
  }
}
