import type { TaggedToken, TaggedWord, TagScore } from '../tagger/tagged';
import type { Turns } from '../tagger/turns';

/*
 * Tags between threads. Cloning an object for each word would take longer than tagging: what goes over is whole arrays.
 */

/** The tags of N words. */
export interface PackedTags {
  /** [N] places in the model's list of tags */
  readonly tags: Int32Array;
  /** [N] */
  readonly scores: Float32Array;
  /** [N, A] the best tags, if they were asked for */
  readonly alternatives?: { readonly tags: Int32Array; readonly scores: Float32Array } | undefined;
}

/** The tokens of a text. */
export interface PackedTokens extends PackedTags {
  /** [N] */
  readonly starts: Int32Array;
  /** [N] */
  readonly ends: Int32Array;
  /** [N] 1 where a token continues a word */
  readonly continues: Uint8Array;
  /** Tokens of each sentence. */
  readonly lengths: Int32Array;
}

/** What a word costs, in the unit of `Turns`. */
const wordCost = 5e3;

export function packTags(words: readonly TaggedWord[], places: ReadonlyMap<string, number>): PackedTags {
  const find = ({ tag }: TagScore) => places.get(tag)!;
  const packed = {
    tags: Int32Array.from(words, find),
    scores: Float32Array.from(words, ({ score }) => score),
  };
  if (!words[0]?.alternatives) return packed;
  const all = words.flatMap(({ alternatives }) => alternatives!);
  return {
    ...packed,
    alternatives: { tags: Int32Array.from(all, find), scores: Float32Array.from(all, ({ score }) => score) },
  };
}

export function packTokens(
  tokens: readonly TaggedToken[],
  places: ReadonlyMap<string, number>,
): PackedTokens {
  const lengths = new Int32Array((tokens.at(-1)?.sentence ?? -1) + 1);
  for (const { sentence } of tokens) lengths[sentence]!++;
  return {
    ...packTags(tokens, places),
    starts: Int32Array.from(tokens, ({ start }) => start),
    ends: Int32Array.from(tokens, ({ end }) => end),
    continues: Uint8Array.from(tokens, ({ continues }) => (continues ? 1 : 0)),
    lengths,
  };
}

/** Reads words one after another. */
function createReader({ tags, scores, alternatives }: PackedTags, names: readonly string[]) {
  const width = alternatives ? alternatives.tags.length / tags.length : 0;
  return (text: string, at: number): TaggedWord => {
    const word = { text, tag: names[tags[at]!]!, score: scores[at]! };
    if (!alternatives) return word;
    const best: TagScore[] = [];
    for (let place = at * width; place < (at + 1) * width; place++)
      best.push({ tag: names[alternatives.tags[place]!]!, score: alternatives.scores[place]! });
    return { ...word, alternatives: best };
  };
}

/** The words of sentences with their tags. */
export function unpackTags(
  packed: PackedTags,
  sentences: readonly (readonly string[])[],
  names: readonly string[],
): TaggedWord[][] {
  const read = createReader(packed, names);
  let at = 0;
  return sentences.map((words) => words.map((text) => read(text, at++)));
}

/**
 * Adds the tokens of a part of a text to those of the parts before it.
 *
 * @param start of the part in the text
 */
export async function unpackTokens(
  packed: PackedTokens,
  {
    text,
    start,
    names,
  }: { readonly text: string; readonly start: number; readonly names: readonly string[] },
  tokens: TaggedToken[],
  turns: Turns,
): Promise<void> {
  const read = createReader(packed, names);
  const first = (tokens.at(-1)?.sentence ?? -1) + 1;
  let at = 0;
  for (const [index, length] of packed.lengths.entries()) {
    for (const last = at + length; at < last; at++) {
      const place = { start: start + packed.starts[at]!, end: start + packed.ends[at]! };
      const word = read(text.slice(place.start, place.end), at);
      const token = { ...word, ...place, sentence: first + index };
      tokens.push(packed.continues[at] ? { ...token, continues: true } : token);
    }
    const turn = turns.spend(length * wordCost);
    if (turn) await turn;
  }
}
