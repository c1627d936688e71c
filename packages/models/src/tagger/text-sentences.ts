import type { Sentence } from '@tagger/core';
import type { TextCutter } from '@tagger/core/internal';
import { readWord, type SentenceReader } from './sentence-reader';
import type { TaggedToken, TaggedWord } from './tagged';
import type { Turns } from './turns';

/** UTF-16 units that are cut into sentences at once. */
const pieceLength = 2048;
/** What that costs, in the unit of `Turns`. */
const unitCost = 2.5e4;

/** What cutting a text takes turns with, and how many words a group of sentences has at least. */
export interface CutOptions {
  readonly turns: Turns;
  readonly groupWords: number;
  readonly signal?: AbortSignal | undefined;
}

/** The sentences of a text, as the cutter gives them, in groups: only what is not tagged yet is held. */
export async function* cutText(
  text: string,
  cutter: TextCutter,
  { turns, groupWords, signal }: CutOptions,
): AsyncGenerator<Sentence[]> {
  let group: Sentence[] = [];
  let words = 0;
  const add = (sentence: Sentence) => {
    group.push(sentence);
    words += sentence.words.length;
  };
  for (let start = 0; start < text.length; start += pieceLength) {
    const turn = turns.spend(start === 0 ? 0 : pieceLength * unitCost);
    if (turn) {
      await turn;
      signal?.throwIfAborted();
    }
    await visitAll(cutter.push(text.slice(start, start + pieceLength)), add);
    if (words < groupWords) continue;
    yield group;
    group = [];
    words = 0;
  }
  await visitAll(cutter.end(), add);
  if (group.length > 0) yield group;
}

/** Waits for those alone that have to be waited for. */
async function visitAll(
  sentences: Iterable<Sentence> | AsyncIterable<Sentence>,
  visit: (sentence: Sentence) => void,
): Promise<void> {
  if (Symbol.iterator in sentences) for (const sentence of sentences) visit(sentence);
  else for await (const sentence of sentences) visit(sentence);
}

/** The words of a sentence of a text with their places there. */
export function addPlaces<Column extends string>(
  { source }: Sentence,
  words: SentenceReader<Column>,
  sentence: number,
): TaggedToken<Column>[] {
  const tokens = source?.format === 'text' ? source.tokens : [];
  let step = 0;
  return tokens.map((token) => {
    if (token.words) {
      const own = token.words.map(() => readWord(words, step++));
      const { text, start, end } = token;
      return { text, start, end, ...joinWords(own), words: own, sentence };
    }
    const { start, end, continues } = token;
    const alternatives = words.alternatives(step);
    if (alternatives || continues)
      return Object.assign(readWord(words, step++), { start, end }, continues && { continues }, { sentence });
    const score = words.score(step);
    const { text, tag, tags, lemma, features } = words.reading(step++);
    if (tags || lemma !== undefined || features)
      return { text, tag, score, tags, lemma, features, start, end, sentence };
    return { text, tag, score, start, end, sentence };
  });
}

/** What a multiword token has of its words. */
export function joinWords(words: readonly TaggedWord[]): Pick<TaggedWord, 'tag' | 'score'> {
  return {
    tag: words.map(({ tag }) => tag).join('+'),
    score: words.reduce((product, { score }) => product * score, 1),
  };
}
