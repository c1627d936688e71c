import type { TestedSentence } from '../test-tagger';

/** The sentences whose number of words is between two bounds, both included. */
export interface LengthGroup {
  readonly from: number;
  /** Absent in the last group, which has no end. */
  readonly to?: number;
  readonly sentences: number;
  /** Sentences with every tag right. */
  readonly correctSentences: number;
  readonly tokens: number;
  readonly correct: number;
}

/** The shortest sentences of each group. */
const starts = [1, 6, 11, 21, 31, 41, 61] as const;

/** Counts right tags by the length of the sentence. */
export class LengthCounts {
  readonly #groups = starts.map(() => ({ sentences: 0, correctSentences: 0, tokens: 0, correct: 0 }));

  add({ gold, predicted }: TestedSentence): void {
    const group = this.#groups[starts.findLastIndex((start) => start <= gold.length)];
    if (!group) return;
    const labelled = gold.filter((tag) => tag !== undefined).length;
    const correct = gold.filter((tag, t) => tag === predicted[t]).length;
    group.sentences++;
    group.tokens += labelled;
    group.correct += correct;
    if (correct === labelled) group.correctSentences++;
  }

  /** The groups that have sentences, the shortest first. */
  result(): LengthGroup[] {
    const groups = this.#groups.map((counts, index) => {
      const next = starts[index + 1];
      return { from: starts[index]!, ...(next === undefined ? {} : { to: next - 1 }), ...counts };
    });
    return groups.filter(({ sentences }) => sentences > 0);
  }
}
