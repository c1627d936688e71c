import { SpanEvaluation } from '@tagger/core/internal';

/** The scores of a column, fractions in [0, 1]. */
export interface ColumnScores {
  /** Tokens with a gold label, which alone count. */
  readonly tokens: number;
  /** Share of the tokens with the right label. */
  readonly accuracy: number;
  /** The same of tokens whose word the model does not know; null where there are none. */
  readonly unknownAccuracy: number | null;
  /** F1 of the spans; absent where the labels mark none. */
  readonly spanF1?: number;
}

/** Scores a column without its confusions, of which lemmas have too many. */
export class ColumnEvaluation {
  readonly #spans: SpanEvaluation | undefined;
  #tokens = 0;
  #correct = 0;
  #unknown = 0;
  #correctUnknown = 0;

  /** @param mayHaveSpans false for lemmas */
  constructor(mayHaveSpans: boolean) {
    this.#spans = mayHaveSpans ? new SpanEvaluation() : undefined;
  }

  /** Adds a sentence. A gold label that is undefined does not count. */
  add(gold: readonly (string | undefined)[], predicted: readonly string[], known: readonly boolean[]): void {
    for (const [t, label] of gold.entries()) {
      if (label === undefined) continue;
      const isCorrect = label === predicted[t] ? 1 : 0;
      this.#tokens++;
      this.#correct += isCorrect;
      if (known[t]) continue;
      this.#unknown++;
      this.#correctUnknown += isCorrect;
    }
    // `_` is what CoNLL-U has where there is nothing.
    const read = (label: string | undefined) => (label === undefined || label === '_' ? 'O' : label);
    this.#spans?.add(
      gold.map(read),
      predicted.map((label, t) => (gold[t] === undefined ? 'O' : read(label))),
    );
  }

  result(): ColumnScores {
    const spans = this.#spans?.result();
    return {
      tokens: this.#tokens,
      accuracy: this.#tokens === 0 ? 0 : this.#correct / this.#tokens,
      unknownAccuracy: this.#unknown === 0 ? null : this.#correctUnknown / this.#unknown,
      ...(spans && { spanF1: spans.f1 }),
    };
  }
}
