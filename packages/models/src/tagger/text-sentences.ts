import type { Sentence, TextToken } from '@tagger/core';
import type { TextCutter } from '@tagger/core/internal';
import type { TaggedToken, TaggedWord } from './tagged';
import type { Turns } from './turns';

/** UTF-16 units that are cut into sentences at once. */
const pieceLength = 2048;
/** What that costs, in the unit of `Turns`. */
const unitCost = 2.5e4;
/** What a word costs that is put together with its place. */
const wordCost = 5e3;

/** The sentences of a text, as the cutter gives them. */
export async function cutText(
  text: string,
  cutter: TextCutter,
  turns: Turns,
  signal?: AbortSignal,
): Promise<Sentence[]> {
  const sentences: Sentence[] = [];
  for (let start = 0; start < text.length; start += pieceLength) {
    const turn = turns.spend(start === 0 ? 0 : pieceLength * unitCost);
    if (turn) {
      await turn;
      signal?.throwIfAborted();
    }
    await addAll(sentences, cutter.push(text.slice(start, start + pieceLength)));
  }
  await addAll(sentences, cutter.end());
  return sentences;
}

/** Waits for those alone that have to be waited for. */
async function addAll(
  sentences: Sentence[],
  more: Iterable<Sentence> | AsyncIterable<Sentence>,
): Promise<void> {
  if (Symbol.iterator in more) for (const sentence of more) sentences.push(sentence);
  else for await (const sentence of more) sentences.push(sentence);
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
  let position = 0;
  return tokens.map((token) => {
    if (token.words) {
      const own = words.slice(position, position + token.words.length);
      position += own.length;
      return { ...token, ...joinWords(own), words: own, sentence };
    }
    const word = words[position++]!;
    if (word.alternatives || token.continues) return { ...word, ...placeOf(token), sentence };
    // Copying objects of unknown properties takes several times as long as tagging.
    const { text, tag, score, tags, lemma, features } = word;
    const { start, end } = token;
    if (tags || lemma !== undefined || features)
      return { text, tag, score, tags, lemma, features, start, end, sentence };
    return { text, tag, score, start, end, sentence };
  });
}

function placeOf({ text, start, end, continues }: TextToken): Omit<TextToken, 'words'> {
  return { text, start, end, ...(continues && { continues }) };
}

/** What a multiword token has of its words. */
export function joinWords(words: readonly TaggedWord[]): Pick<TaggedWord, 'tag' | 'score'> {
  return {
    tag: words.map(({ tag }) => tag).join('+'),
    score: words.reduce((product, { score }) => product * score, 1),
  };
}
