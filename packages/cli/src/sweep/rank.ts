import type { Combination } from './grid';
import { type FinishedRun, isFinished, type RunRecord } from './run-record';

/** A combination over its seeds. */
export interface RankedCombination {
  readonly combination: Combination;
  readonly runs: readonly RunRecord[];
  /** Mean of the score on dev; absent if a seed diverged. */
  readonly score?: number;
  /** Sample standard deviation; absent for one seed. */
  readonly deviation?: number;
  /** Means over the seeds that did not diverge. */
  readonly seconds?: number;
  readonly bytes?: number;
  /** The seed with the best score. */
  readonly best?: FinishedRun;
}

/** The combinations, the best mean first; those of which a seed diverged last. */
export function rank(groups: readonly (readonly [Combination, readonly RunRecord[]])[]): RankedCombination[] {
  const ranked = groups.map(([combination, runs]): RankedCombination => {
    const finished = runs.filter(isFinished);
    if (finished.length === 0) return { combination, runs };
    const scores = finished.map(({ score }) => score);
    const isWhole = finished.length === runs.length;
    return {
      combination,
      runs,
      seconds: mean(finished.map(({ seconds }) => seconds)),
      bytes: mean(finished.map(({ bytes }) => bytes)),
      ...(isWhole && { score: mean(scores) }),
      ...(isWhole && scores.length > 1 && { deviation: deviation(scores) }),
      ...(isWhole && { best: finished.reduce((best, run) => (run.score > best.score ? run : best)) }),
    };
  });
  return ranked.sort((a, b) => (b.score ?? -1) - (a.score ?? -1));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** √(Σ (x − x̄)² / (n − 1)) */
function deviation(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
}
