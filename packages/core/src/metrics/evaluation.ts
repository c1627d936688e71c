import { ConfusionCounts } from './confusion-counts';
import type { ConfusionMatrix, Metrics, TagMetrics } from './metrics';
import { computeScores, ratio } from './scores';
import { SpanEvaluation } from './span-evaluation';

/** Compares predicted tags with gold ones, sentence by sentence, in memory that does not grow with the corpus. */
export class Evaluation {
  readonly #confusion = new ConfusionCounts();
  readonly #spans = new SpanEvaluation();
  #sentences = 0;
  #unlabelledTokens = 0;
  #correctSentences = 0;
  #unknownTokens = 0;
  #correctUnknownTokens = 0;
  #loss: number | null = null;

  /**
   * Adds a sentence. A gold tag that the tagger cannot predict is a tag like any other, never right. A word whose gold tag is
   * undefined is left out of every score; in spans, gold and predicted ones, it counts as outside.
   *
   * @param known Whether the model knows each word; without it all words count as known.
   * @throws RangeError if the three are not of the same length.
   */
  add(gold: readonly (string | undefined)[], predicted: readonly string[], known?: readonly boolean[]): void {
    if (predicted.length !== gold.length || (known && known.length !== gold.length)) {
      throw new RangeError(
        `a sentence of ${gold.length} gold tags has ${predicted.length} predicted ones` +
          `${known ? ` and ${known.length} words` : ''}`,
      );
    }
    let [correct, labelled] = [0, 0];
    for (const [index, tag] of gold.entries()) {
      if (tag === undefined) continue;
      labelled++;
      this.#confusion.add(tag, predicted[index]!);
      const isCorrect = tag === predicted[index];
      if (isCorrect) correct++;
      if (known && !known[index]) {
        this.#unknownTokens++;
        if (isCorrect) this.#correctUnknownTokens++;
      }
    }
    this.#unlabelledTokens += gold.length - labelled;
    if (labelled === 0 && gold.length > 0) return;
    this.#sentences++;
    if (correct === labelled) this.#correctSentences++;
    const outside = predicted.map((tag, index) => (gold[index] === undefined ? 'O' : tag));
    this.#spans.add(
      gold.map((tag) => tag ?? 'O'),
      outside,
    );
  }

  /** Adds the cross-entropy of one or more sentences, summed over all their tokens, in nats. */
  addLoss(sum: number): void {
    this.#loss = (this.#loss ?? 0) + sum;
  }

  /** The metrics of what was added so far. */
  result(): Metrics {
    const confusion = this.#confusion.toMatrix();
    const perTag = scoreTags(confusion);
    const spans = this.#spans.result();
    const tokens = sum(perTag.map(({ support }) => support));
    return {
      tokens,
      sentences: this.#sentences,
      accuracy: ratio(sum(confusion.counts.map((row, tag) => row[tag]!)), tokens),
      sentenceAccuracy: ratio(this.#correctSentences, this.#sentences),
      macroF1: ratio(sum(perTag.map(({ f1 }) => f1)), perTag.length),
      unknownTokens: this.#unknownTokens,
      unknownAccuracy: this.#unknownTokens === 0 ? null : this.#correctUnknownTokens / this.#unknownTokens,
      loss: this.#loss === null ? null : ratio(this.#loss, this.#sentences),
      ...(this.#unlabelledTokens > 0 && { unlabelledTokens: this.#unlabelledTokens }),
      ...(spans && { spanF1: spans.f1, spans }),
      perTag,
      confusion,
    };
  }
}

function scoreTags({ tags, counts }: ConfusionMatrix): TagMetrics[] {
  return tags.map((tag, id) => {
    const support = sum(counts[id]!);
    const predicted = sum(counts.map((row) => row[id]!));
    return {
      tag,
      ...computeScores({ gold: support, predicted, correct: counts[id]![id]! }),
      support,
      predicted,
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
