/** A span of the words of a sentence, with the probability that the sentence has just this one. */
export interface ScoredSpan {
  /** The first word. */
  readonly start: number;
  /** The word after the last. */
  readonly end: number;
  readonly type: string;
  /** In [0, 1]. */
  readonly score: number;
}
