import type { Sentence } from '@tagger/core';
import { Tokenizer } from '@tagger/core/internal';
import type { TaggedToken, TaggedWord } from './tagged';
import type { Turns } from './turns';

/** UTF-16 units that are cut into sentences at once. */
const pieceLength = 2048;
/** What that costs, in the unit of `Turns`. */
const unitCost = 2.5e4;
/** What a word costs that is put together with its place. */
const wordCost = 5e3;

/**
 * The sentences of a text, as `tokenize` gives them.
 * @throws SettingsError if the locale is not a language tag
 */
export async function cutText(
  text: string,
  locale: string,
  turns: Turns,
  signal?: AbortSignal,
): Promise<Sentence[]> {
  const tokenizer = new Tokenizer({ locale });
  const sentences: Sentence[] = [];
  for (let start = 0; start < text.length; start += pieceLength) {
    const turn = turns.spend(start === 0 ? 0 : pieceLength * unitCost);
    if (turn) {
      await turn;
      signal?.throwIfAborted();
    }
    for (const sentence of tokenizer.push(text.slice(start, start + pieceLength))) sentences.push(sentence);
  }
  for (const sentence of tokenizer.end()) sentences.push(sentence);
  return sentences;
}

/** The words of all sentences with their places in the text. */
export async function joinSentences(
  sentences: readonly Sentence[],
  tagged: readonly (readonly TaggedWord[])[],
  turns: Turns,
  signal?: AbortSignal,
): Promise<TaggedToken[]> {
  const tokens: TaggedToken[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const words = tagged[index]!;
    for (const token of addPlaces(sentence, words, index)) tokens.push(token);
    const turn = turns.spend(words.length * wordCost);
    if (turn) {
      await turn;
      signal?.throwIfAborted();
    }
  }
  return tokens;
}

/** The words of a sentence of a text with their places there. */
export function addPlaces<Column extends string>(
  { source }: Sentence,
  words: readonly TaggedWord<Column>[],
  sentence: number,
): TaggedToken<Column>[] {
  const tokens = source?.format === 'text' ? source.tokens : [];
  return tokens.map((token, position) => {
    const word = words[position]!;
    if (word.alternatives || token.continues) return { ...word, ...token, sentence };
    // Copying objects of unknown properties takes several times as long as tagging.
    const { text, tag, score, tags, lemma, features } = word;
    const { start, end } = token;
    if (tags || lemma !== undefined || features)
      return { text, tag, score, tags, lemma, features, start, end, sentence };
    return { text, tag, score, start, end, sentence };
  });
}
