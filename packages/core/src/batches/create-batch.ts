import { TagSet } from '../tag-set';
import { Vocabulary } from '../vocabulary';

/** A sentence as ids. */
export interface EncodedSentence {
  /** Ids of the vocabulary, or, where more than its id is read of a word, its place in a list of distinct words. */
  readonly words: Int32Array;
  /** One per word, `TagSet.unknown` (-1) where the tag is not known; absent where there are none. */
  readonly tags?: Int32Array | undefined;
}

/** Sentences side by side, time-major: step t of sentence b is at `t * size + b`. */
export interface Batch {
  /** Which sentences, in the order of b. */
  readonly indexes: readonly number[];
  /** B: the number of sentences. */
  readonly size: number;
  /** T: the length of the longest. */
  readonly time: number;
  /** Tokens without the padding. */
  readonly tokens: number;
  /** [T, B], 0 in the padding: `Vocabulary.unknown`, or the first of the distinct words. `mask` alone tells padding from words. */
  readonly words: Int32Array;
  /** [T, B], `TagSet.unknown` (-1) in the padding and where the tag is not known. */
  readonly tags: Int32Array;
  /** [T, B], 1 for a token and 0 for padding. */
  readonly mask: Float32Array;
  /** [B] */
  readonly lengths: Int32Array;
}

/**
 * Lays the chosen sentences side by side, padded to the longest.
 *
 * @throws {RangeError} for an index that has no sentence.
 */
export function createBatch(sentences: readonly EncodedSentence[], indexes: readonly number[]): Batch {
  const chosen = indexes.map((index) => {
    const sentence = sentences[index];
    if (!sentence) throw new RangeError(`there is no sentence ${index} among ${sentences.length}`);
    return sentence;
  });
  const lengths = Int32Array.from(chosen, ({ words }) => words.length);
  const size = chosen.length;
  const time = lengths.reduce((longest, length) => Math.max(longest, length), 0);
  const words = new Int32Array(time * size).fill(Vocabulary.unknown);
  const tags = new Int32Array(time * size).fill(TagSet.unknown);
  const mask = new Float32Array(time * size);
  for (const [b, sentence] of chosen.entries()) {
    for (let t = 0; t < sentence.words.length; t++) {
      const cell = t * size + b;
      words[cell] = sentence.words[t]!;
      mask[cell] = 1;
      if (sentence.tags) tags[cell] = sentence.tags[t]!;
    }
  }
  const tokens = lengths.reduce((sum, length) => sum + length, 0);
  return { indexes, size, time, tokens, words, tags, mask, lengths };
}
