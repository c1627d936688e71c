import { type BatchTags, hasNaN, type Wanted } from '../tagger/tagging-network';
import { indexOf } from './layout';
import type { GroupScores } from './tag-output';
import type { Views } from './views';

/** Words of a group. */
export interface GroupWords {
  /** Their places in the group. */
  readonly places: readonly number[];
  /** Their places in the batch. */
  readonly targets: readonly number[];
}

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

  /** The places in the batch of the words of sentences. */
  targetsOf(indexes: readonly number[]): number[] {
    const targets: number[] = [];
    for (const index of indexes)
      for (let step = 0; step < this.#lengths[index]!; step++) targets.push(this.starts[index]! + step);
    return targets;
  }

  /** What the first output says. */
  collect({ places, targets }: GroupWords, found: GroupScores, views: Views): void {
    const { best, powers, sums, size } = found;
    const { floats, words } = views;
    for (let word = 0; word < places.length; word++) {
      const place = places[word]!;
      const at = targets[word]!;
      const tag = words[best / 4 + place]!;
      this.#tags[at] = tag;
      // Of a softmax the best tag has the power 1.
      const power = found.scores === undefined ? 1 : floats[indexOf(powers, size, place, tag)]!;
      this.#confidences[at] = power / floats[sums / 4 + place]!;
      if (this.#all) this.#collectAll(found, views, place, at * this.#tagCount);
    }
  }

  /** Gives a word another tag in the first output. */
  retag(at: number, tag: number, confidence: number): void {
    this.#tags[at] = tag;
    this.#confidences[at] = confidence;
  }

  /** The tags of another output. @param best address of int32 [R, 8] */
  collectOther({ places, targets }: GroupWords, output: number, best: number, { words }: Views): void {
    const tags = this.#otherTags[output]!;
    for (let word = 0; word < places.length; word++) tags[targets[word]!] = words[best / 4 + places[word]!]!;
  }

  /** What an output says of each word alone, where that is wanted. */
  collectEmissions(
    { places, targets }: GroupWords,
    output: number,
    { emissions, size }: GroupScores,
    { floats }: Views,
  ): void {
    const own = this.#emissions[output];
    if (!own || emissions === undefined) return;
    const tagCount = own.length / this.#tags.length;
    for (let word = 0; word < places.length; word++)
      for (let tag = 0, at = targets[word]! * tagCount; tag < tagCount; tag++)
        own[at++] = floats[indexOf(emissions, size, places[word]!, tag)]!;
  }

  /** The tags of an output; 0 is the first. To be written where they are known by other means. */
  tagsOf(output: number): Int32Array {
    return output === 0 ? this.#tags : this.#otherTags[output - 1]!;
  }

  #collectAll(
    { powers, sums, scores, size }: GroupScores,
    { floats }: Views,
    place: number,
    at: number,
  ): void {
    const sum = floats[sums / 4 + place]!;
    const all = this.#all!;
    for (let tag = 0; tag < this.#tagCount; tag++) {
      const probability = floats[indexOf(powers, size, place, tag)]! / sum;
      all.probabilities[at + tag] = probability;
      all.scores[at + tag] = scores === undefined ? probability : floats[indexOf(scores, size, place, tag)]!;
    }
  }

  /** @param rows the numbers of the rows of all words */
  finish(rows: Uint32Array): BatchTags {
    return {
      starts: this.starts,
      stride: 1,
      tags: this.#tags,
      confidences: this.#confidences,
      rows,
      ...(this.#otherTags.length > 0 && { otherTags: this.#otherTags }),
      ...(this.#emissions.some((own) => own) && { emissions: this.#emissions }),
      ...(this.#all && { all: this.#all }),
      hasNaN: hasNaN(this.#confidences),
    };
  }
}
