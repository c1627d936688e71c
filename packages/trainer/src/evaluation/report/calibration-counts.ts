/** What was predicted with a probability between two bounds: tags of tokens, or spans. */
export interface CalibrationBin {
  /** Bounds of the probability: from ≤ score < to, and the last bin has 1 itself. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly correct: number;
  /** Mean of the probabilities in [0, 1]; 0 where there is nothing. */
  readonly meanScore: number;
}

/** The tags of a sentence. */
interface ScoredTags {
  /** Undefined where the gold tag is not known. */
  readonly gold: readonly (string | undefined)[];
  readonly predicted: readonly string[];
  /** Probability of each predicted tag. */
  readonly scores: readonly number[];
}

/** Bins of equal width. */
const binCount = 10;

/** Holds the probabilities of the predicted tags to how often they are right. */
export class CalibrationCounts {
  readonly #bins = Array.from({ length: binCount }, () => ({ count: 0, correct: 0, scoreSum: 0 }));

  add({ gold, predicted, scores }: ScoredTags): void {
    for (const [t, score] of scores.entries()) {
      if (gold[t] === undefined) continue;
      this.addOne(score, gold[t] === predicted[t]);
    }
  }

  /** @param score in [0, 1] */
  addOne(score: number, isCorrect: boolean): void {
    const bin = this.#bins[Math.min(binCount - 1, Math.floor(score * binCount))]!;
    bin.count++;
    bin.scoreSum += score;
    if (isCorrect) bin.correct++;
  }

  result(): CalibrationBin[] {
    return this.#bins.map(({ count, correct, scoreSum }, index) => ({
      from: index / binCount,
      to: (index + 1) / binCount,
      count,
      correct,
      meanScore: count === 0 ? 0 : scoreSum / count,
    }));
  }
}

/**
 * Expected calibration error: Σ n_b / n · |accuracy_b − meanScore_b| over the bins b (Guo et al., On Calibration of Modern
 * Neural Networks, 2017, equation 5); in [0, 1], 0 for a model that is as often right as it says.
 */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  const gaps = bins.reduce((sum, bin) => sum + Math.abs(bin.correct - bin.count * bin.meanScore), 0);
  return count === 0 ? 0 : gaps / count;
}
