import { type BatchTags, hasNaN, type Wanted } from '../tagger/tagging-network';
import { laneCount } from './kernels';
import { type GroupScores, placeOf } from './tag-output';
import type { Views } from './views';

/** Gathers what groups of sentences give, in the order of the sentences. */
export class ScoreCollector {
  /** The place of the first word of each sentence among all. */
  readonly starts: Int32Array;
  readonly #lengths: Int32Array;
  readonly #tags: Int32Array;
  readonly #confidences: Float32Array;
  readonly #all: { readonly probabilities: Float32Array; readonly scores: Float32Array } | undefined;
  readonly #tagCount: number;
  readonly #otherTags: readonly Int32Array[];
  /** Of the outputs that mark spans. */
  readonly #emissions: readonly (Float32Array | undefined)[];

  /** @param outputs number of tags of each, and whether its emissions are wanted; the first output first */
  constructor(
    sentences: readonly (readonly string[])[],
    outputs: readonly { readonly tagCount: number; readonly hasSpans: boolean }[],
    wanted: Wanted,
  ) {
    this.starts = new Int32Array(sentences.length);
    this.#lengths = Int32Array.from(sentences, ({ length }) => length);
    let words = 0;
    for (const [index, { length }] of sentences.entries()) {
      this.starts[index] = words;
      words += length;
    }
    const { tagCount } = outputs[0]!;
    this.#tagCount = tagCount;
    this.#tags = new Int32Array(words);
    this.#confidences = new Float32Array(words);
    this.#otherTags = outputs.slice(1).map(() => new Int32Array(words));
    this.#emissions = outputs.map((own) =>
      own.hasSpans ? new Float32Array(words * own.tagCount) : undefined,
    );
    if (wanted === 'scores')
      this.#all = {
        probabilities: new Float32Array(words * tagCount),
        scores: new Float32Array(words * tagCount),
      };
  }

  /** @param indexes of the sentences in the lanes */
  collect(indexes: readonly number[], found: GroupScores, views: Views): void {
    const { best, powers, sums, size } = found;
    const { floats, words } = views;
    for (const [lane, index] of indexes.entries()) {
      const start = this.starts[index]!;
      for (let step = 0; step < this.#lengths[index]!; step++) {
        const tag = words[placeOf(best, step, lane)]!;
        this.#tags[start + step] = tag;
        // Of a softmax the best tag has the power 1.
        const power = found.scores === undefined ? 1 : floats[placeOf(powers, step * size + tag, lane)]!;
        this.#confidences[start + step] = power / floats[placeOf(sums, step, lane)]!;
        if (this.#all) this.#collectAll(found, views, { step, lane, at: (start + step) * this.#tagCount });
      }
    }
  }

  /** The tags of another output. @param best address of int32 [T, 8] */
  collectOther(indexes: readonly number[], output: number, best: number, { words }: Views): void {
    const tags = this.#otherTags[output]!;
    for (const [lane, index] of indexes.entries()) {
      const start = this.starts[index]!;
      for (let step = 0; step < this.#lengths[index]!; step++)
        tags[start + step] = words[placeOf(best, step, lane)]!;
    }
  }

  /** What an output says of each step alone, where that is wanted. */
  collectEmissions(indexes: readonly number[], output: number, found: GroupScores, { floats }: Views): void {
    const own = this.#emissions[output];
    if (!own || found.emissions === undefined) return;
    const tagCount = own.length / this.#tags.length;
    for (const [lane, index] of indexes.entries())
      for (let step = 0, at = this.starts[index]! * tagCount; step < this.#lengths[index]!; step++)
        for (let tag = 0; tag < tagCount; tag++)
          own[at++] = floats[placeOf(found.emissions, step * found.size + tag, lane)]!;
  }

  /** The tags of an output; 0 is the first. To be written where they are known by other means. */
  tagsOf(output: number): Int32Array {
    return output === 0 ? this.#tags : this.#otherTags[output - 1]!;
  }

  #collectAll(
    { powers, sums, scores, size }: GroupScores,
    { floats }: Views,
    { step, lane, at }: { step: number; lane: number; at: number },
  ): void {
    const sum = floats[placeOf(sums, step, lane)]!;
    const all = this.#all!;
    for (let tag = 0; tag < this.#tagCount; tag++) {
      const from = step * size * laneCount + tag * laneCount + lane;
      const probability = floats[powers / 4 + from]! / sum;
      all.probabilities[at + tag] = probability;
      all.scores[at + tag] = scores === undefined ? probability : floats[scores / 4 + from]!;
    }
  }

  finish(): BatchTags {
    return {
      starts: this.starts,
      stride: 1,
      tags: this.#tags,
      confidences: this.#confidences,
      ...(this.#otherTags.length > 0 && { otherTags: this.#otherTags }),
      ...(this.#emissions.some((own) => own) && { emissions: this.#emissions }),
      ...(this.#all && { all: this.#all }),
      hasNaN: hasNaN(this.#confidences),
    };
  }
}
