import type { TaggedToken, TaggedWord, TagScore } from '../tagger/tagged';
import { joinWords } from '../tagger/text-sentences';
import type { Turns } from '../tagger/turns';
import { type PackedLabels, packLabels, unpackLabels } from './pack-labels';

/*
 * Tags between threads. Cloning an object for each word would take longer than tagging: what goes over is whole arrays.
 */

/** The tags of N words. */
export interface PackedTags {
  /** [N] places in the model's list of tags, and behind it in `extra` */
  readonly tags: Int32Array;
  /** Labels that are no tags of the model, such as lemmas. */
  readonly extra: readonly string[];
  readonly labels?: PackedLabels | undefined;
  /** [N] */
  readonly scores: Float32Array;
  /** [N, A] the best tags, if they were asked for */
  readonly alternatives?: { readonly tags: Int32Array; readonly scores: Float32Array } | undefined;
}

/** The tokens of a text, M of them; the tags are those of their words. */
export interface PackedTokens extends PackedTags {
  /** [M] */
  readonly starts: Int32Array;
  /** [M] */
  readonly ends: Int32Array;
  /** The words of multiword tokens, by the number of the token. */
  readonly multiwords: ReadonlyMap<number, readonly string[]>;
  /** [M] 1 where a token continues a word */
  readonly continues: Uint8Array;
  /** Tokens of each sentence. */
  readonly lengths: Int32Array;
}

/** What a word costs, in the unit of `Turns`. */
const wordCost = 5e3;

/* Loops: `from` with a function, and spreading objects, would take as long as tagging. */

export function packTags(words: readonly TaggedWord[], places: ReadonlyMap<string, number>): PackedTags {
  const extra = new Map<string, number>();
  const place = (tag: string) => {
    const known = places.get(tag) ?? extra.get(tag);
    if (known !== undefined) return known;
    const next = places.size + extra.size;
    extra.set(tag, next);
    return next;
  };
  const packed = packScores(words, place);
  const alternatives =
    words[0]?.alternatives &&
    packScores(
      words.flatMap((word) => word.alternatives!),
      place,
    );
  return { extra: [...extra.keys()], labels: packLabels(words), alternatives, ...packed };
}

function packScores(scores: readonly TagScore[], place: (tag: string) => number) {
  const packed = { tags: new Int32Array(scores.length), scores: new Float32Array(scores.length) };
  for (let at = 0; at < scores.length; at++) {
    const { tag, score } = scores[at]!;
    packed.tags[at] = place(tag);
    packed.scores[at] = score;
  }
  return packed;
}

export function packTokens(
  tokens: readonly TaggedToken[],
  places: ReadonlyMap<string, number>,
): PackedTokens {
  const { length } = tokens;
  const multiwords = new Map<number, readonly string[]>();
  for (let at = 0; at < length; at++) {
    const { words } = tokens[at]!;
    if (words)
      multiwords.set(
        at,
        words.map(({ text }) => text),
      );
  }
  const words = multiwords.size > 0 ? tokens.flatMap((token) => token.words ?? [token]) : tokens;
  const packed = {
    multiwords,
    starts: new Int32Array(length),
    ends: new Int32Array(length),
    continues: new Uint8Array(length),
    lengths: new Int32Array((tokens.at(-1)?.sentence ?? -1) + 1),
    ...packTags(words, places),
  };
  for (let at = 0; at < length; at++) {
    const { start, end, sentence, continues } = tokens[at]!;
    packed.starts[at] = start;
    packed.ends[at] = end;
    packed.lengths[sentence]!++;
    if (continues) packed.continues[at] = 1;
  }
  return packed;
}

/** All labels that tags stand for. */
function listNames(names: readonly string[], { extra }: PackedTags): readonly string[] {
  return extra.length > 0 ? [...names, ...extra] : names;
}

/** The best tags of the word at a place, if they were asked for. */
function readAlternatives(
  { tags, alternatives }: PackedTags,
  names: readonly string[],
  at: number,
): TagScore[] {
  const width = alternatives!.tags.length / tags.length;
  const best: TagScore[] = [];
  for (let place = at * width; place < (at + 1) * width; place++)
    best.push({ tag: names[alternatives!.tags[place]!]!, score: alternatives!.scores[place]! });
  return best;
}

/** The word at a place. */
function readWord(packed: PackedTags, names: readonly string[], at: number, text: string): TaggedWord {
  const { tags, scores, alternatives, labels } = packed;
  const word = { text, tag: names[tags[at]!]!, score: scores[at]! };
  if (labels) Object.assign(word, unpackLabels(labels, at));
  return alternatives ? Object.assign(word, { alternatives: readAlternatives(packed, names, at) }) : word;
}

/** The words of sentences with their tags. */
export function unpackTags(
  packed: PackedTags,
  sentences: readonly (readonly string[])[],
  modelTags: readonly string[],
): TaggedWord[][] {
  const names = listNames(modelTags, packed);
  let at = 0;
  return sentences.map((words) => words.map((text) => readWord(packed, names, at++, text)));
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
    names: modelTags,
    signal,
  }: {
    readonly text: string;
    readonly start: number;
    readonly names: readonly string[];
    readonly signal: AbortSignal | undefined;
  },
  tokens: TaggedToken[],
  turns: Turns,
): Promise<void> {
  const { tags, scores, alternatives, labels, starts, ends, multiwords, continues, lengths } = packed;
  const names = listNames(modelTags, packed);
  let sentence = (tokens.at(-1)?.sentence ?? -1) + 1;
  let at = 0;
  let word = 0;
  for (const length of lengths) {
    for (const last = at + length; at < last; at++) {
      const [from, to] = [start + starts[at]!, start + ends[at]!];
      const own = text.slice(from, to);
      const place = { start: from, end: to, sentence };
      const parts = multiwords.get(at);
      if (parts) {
        const words = parts.map((part) => readWord(packed, names, word++, part));
        tokens.push({ text: own, ...joinWords(words), words, ...place });
      } else if (!alternatives && !labels && !continues[at]) {
        const tag = names[tags[word]!]!;
        tokens.push({ text: own, tag, score: scores[word++]!, start: from, end: to, sentence });
      } else
        tokens.push(
          Object.assign(
            readWord(packed, names, word++, own),
            place,
            continues[at] ? { continues: true as const } : {},
          ),
        );
    }
    sentence++;
    const turn = turns.spend(length * wordCost);
    if (turn) {
      await turn;
      signal?.throwIfAborted();
    }
  }
}
