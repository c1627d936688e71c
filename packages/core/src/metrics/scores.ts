import type { Scores } from './metrics';

/** A quotient of counts, 0 where there is nothing to divide by. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Precision, recall and their harmonic mean. */
export function computeScores(counts: { gold: number; predicted: number; correct: number }): Scores {
  const { gold, predicted, correct } = counts;
  return {
    precision: ratio(correct, predicted),
    recall: ratio(correct, gold),
    f1: ratio(2 * correct, gold + predicted),
  };
}
