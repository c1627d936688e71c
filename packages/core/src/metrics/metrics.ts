/**
 * What a tagger did on a corpus. Every score is a fraction in [0, 1], and 0 where its denominator is 0. Plain
 * data: it can be printed as JSON as it is.
 */
export interface Metrics {
  /** Tokens that have a gold tag; all scores are of these. */
  readonly tokens: number;
  /** Tokens without a gold tag in sentences where others have one; absent where there are none. */
  readonly unlabelledTokens?: number;
  readonly sentences: number;
  /** Share of the tokens with the right tag. */
  readonly accuracy: number;
  /** Share of the sentences with every tag right. */
  readonly sentenceAccuracy: number;
  /** Mean of the tags' F1, over the tags that occur in the gold or in the predicted ones. */
  readonly macroF1: number;
  /** Tokens whose word the model does not know. */
  readonly unknownTokens: number;
  /** Share of the unknown tokens with the right tag; null where there are none. */
  readonly unknownAccuracy: number | null;
  /** Cross-entropy in nats, summed over a sentence's tokens, mean over sentences; null where none was added. */
  readonly loss: number | null;
  /** F1 of the spans: `spans.f1`; absent where the tags mark no spans. */
  readonly spanF1?: number;
  /** Absent where the tags mark no spans (see `isSpanTagSet`). */
  readonly spans?: SpanMetrics;
  /** Sorted by tag. */
  readonly perTag: readonly TagMetrics[];
  readonly confusion: ConfusionMatrix;
}

/** Precision, recall and their harmonic mean, fractions in [0, 1]. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The scores of one tag. */
export interface TagMetrics extends Scores {
  readonly tag: string;
  /** Tokens that have the tag in the gold corpus. */
  readonly support: number;
  /** Tokens that were given the tag. */
  readonly predicted: number;
}

/** How often each tag was predicted for each gold tag. */
export interface ConfusionMatrix {
  /** The names of rows and columns: the tags that occur, sorted. */
  readonly tags: readonly string[];
  /** Tokens: `counts[gold][predicted]`. */
  readonly counts: readonly (readonly number[])[];
}

/** Scores of whole spans: one is correct if start, end and type are. */
export interface SpanMetrics extends SpanScores {
  /** Sorted by type. */
  readonly perType: readonly (SpanScores & { readonly type: string })[];
}

/** The scores of the spans of one type, or of all types. */
export interface SpanScores extends Scores {
  /** Spans in the gold corpus. */
  readonly gold: number;
  /** Spans that were predicted. */
  readonly predicted: number;
  /** Spans that are in both. */
  readonly correct: number;
}
