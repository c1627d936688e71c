import { TagSet } from '@tagger/core';

/** A sentence as ids. */
export interface EncodedSentence {
  /** The place of each word among the distinct words of the corpora. */
  readonly places: Int32Array;
  /** One per word, `TagSet.unknown` (-1) where the tag is not known, `openTag` (-2) where it is one of some; absent where there are none. */
  readonly tags?: Int32Array | undefined;
  /** The same for other outputs of a network, by their names. */
  readonly otherTags?: Readonly<Record<string, Int32Array>> | undefined;
}

/** Sentences by their index; an array is one such. */
export interface EncodedSentences {
  readonly length: number;
  /** Undefined for an index that has no sentence. */
  at(index: number): EncodedSentence | undefined;
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
  /** The place of each step's word [T, B], 0 in the padding: `mask` alone tells padding from words. */
  readonly places: Int32Array;
  /** [T, B], `TagSet.unknown` (-1) in the padding and where the tag is not known. */
  readonly tags: Int32Array;
  /** The same for other outputs, by their names: those that the first sentence has. */
  readonly otherTags: Readonly<Record<string, Int32Array>>;
  /** [T, B], 1 for a token and 0 for padding. */
  readonly mask: Float32Array;
  /** [B] */
  readonly lengths: Int32Array;
}

/**
 * Lays the chosen sentences side by side, padded to the longest.
 *
 * @throws RangeError for an index that has no sentence.
 */
export function createBatch(sentences: EncodedSentences, indexes: readonly number[]): Batch {
  const chosen = indexes.map((index) => {
    const sentence = sentences.at(index);
    if (!sentence) throw new RangeError(`there is no sentence ${index} among ${sentences.length}`);
    return sentence;
  });
  const lengths = Int32Array.from(chosen, ({ places }) => places.length);
  const size = chosen.length;
  const time = lengths.reduce((longest, length) => Math.max(longest, length), 0);
  const lay = (read: (sentence: EncodedSentence) => Int32Array | undefined, padding: number) => {
    const laid = new Int32Array(time * size).fill(padding);
    for (const [b, sentence] of chosen.entries()) {
      const values = read(sentence);
      for (let t = 0; values && t < sentence.places.length; t++) laid[t * size + b] = values[t]!;
    }
    return laid;
  };
  const others = Object.keys(chosen[0]?.otherTags ?? {});
  const mask = new Float32Array(time * size);
  for (const [b, length] of lengths.entries()) for (let t = 0; t < length; t++) mask[t * size + b] = 1;
  return {
    indexes,
    size,
    time,
    tokens: lengths.reduce((sum, length) => sum + length, 0),
    places: lay((sentence) => sentence.places, 0),
    tags: lay((sentence) => sentence.tags, TagSet.unknown),
    otherTags: Object.fromEntries(
      others.map((name) => [name, lay(({ otherTags }) => otherTags?.[name], TagSet.unknown)]),
    ),
    mask,
    lengths,
  };
}
