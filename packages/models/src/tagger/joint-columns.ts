import { findNext } from './label-values';
import type { BatchTags } from './tagging-network';

/*
 * Columns whose tags are chosen together. With a tag t of the first output, the tags L(t) of another one are possible: those that training saw with it.
 * Candidates are the most probable tag of the first output, and the second one if it is probable enough. The one with the larger
 *   log p(t) + Σ_columns max_{k ∈ L(t)} log p(k)
 * is chosen, and of each column the best possible k.
 */

/** An output whose tags are chosen together with those of the first one. */
export interface JointColumn {
  /** Its place among all outputs; at least 1. */
  readonly output: number;
  /** For each tag of the first output the tags that are possible with it, ascending; at least one. */
  readonly labels: readonly (readonly number[])[];
}

/** The share of the best tag's probability that a second candidate has, at least: one with less is hardly ever chosen. */
export const secondShare = 0.1;

/** What is added to the score of a tag that is not possible. */
export const impossible = -1e30;

/** What is added to the scores of an output [U, K]: for each tag of the first output 0 for the tags that are possible with it. */
export function tabulatePossible(labels: JointColumn['labels'], tagCount: number): Float32Array {
  const table = new Float32Array(labels.length * tagCount).fill(impossible);
  for (const [tag, own] of labels.entries()) for (const label of own) table[tag * tagCount + label] = 0;
  return table;
}

/**
 * Chooses the tags of all words of a batch together.
 *
 * @param probabilities of the tags of the first output, K for each word
 * @param scores the same for each other output: logarithms of its probabilities, up to a constant for each word
 */
export function chooseTogether(
  { tags, confidences, otherTags = [] }: Pick<BatchTags, 'tags' | 'confidences' | 'otherTags'>,
  joint: readonly JointColumn[],
  probabilities: Float32Array,
  scores: readonly Float32Array[],
): void {
  const count = probabilities.length / tags.length;
  const columns = joint.map(({ output, labels }) => {
    const own = scores[output - 1]!;
    return { labels, scores: own, count: own.length / tags.length, tags: otherTags[output - 1]! };
  });
  for (let word = 0; word < tags.length; word++) {
    const choose = (tag: number) => {
      let score = Math.log(probabilities[word * count + tag]!);
      const best = columns.map((column) => {
        const start = word * column.count;
        const label = findBest(column.scores, start, column.labels[tag]!);
        score += column.scores[start + label]!;
        return label;
      });
      return { tag, best, score };
    };
    let chosen = choose(tags[word]!);
    const second = findNext(probabilities, { start: word * count, stride: 1, count }, secondShare, [
      chosen.tag,
    ]);
    if (second >= 0) {
      const other = choose(second);
      if (other.score > chosen.score) chosen = other;
    }
    tags[word] = chosen.tag;
    confidences[word] = probabilities[word * count + chosen.tag]!;
    for (const [index, column] of columns.entries()) column.tags[word] = chosen.best[index]!;
  }
}

/** Of some tags the best one, the first of equals. @param start where the scores of all are */
function findBest(scores: Float32Array, start: number, tags: readonly number[]): number {
  let best = tags[0]!;
  for (const tag of tags) if (scores[start + tag]! > scores[start + best]!) best = tag;
  return best;
}
