import type { Sentence } from '@tagger/core';

/** A token as it is written, with its place in the text of its sentence and the words that it stands for. */
export interface SurfaceToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly firstWord: number;
  readonly endWord: number;
}

/** A sentence as it is written. */
export interface Surface {
  readonly text: string;
  readonly tokens: readonly SurfaceToken[];
  /** Whether the gaps between tokens are those of a text; words alone have a space between each two. */
  readonly isText: boolean;
}

export function listSurface({ words, source }: Sentence): Surface {
  if (source?.format !== 'text' || source.tokens.length === 0) {
    let start = 0;
    const tokens = words.map((text, word) => {
      const token = { text, start, end: start + text.length, firstWord: word, endWord: word + 1 };
      start = token.end + 1;
      return token;
    });
    return { text: words.join(' '), tokens, isText: false };
  }
  const first = source.tokens[0]!.start;
  let word = 0;
  const tokens = source.tokens.map(({ text, start, end, words: own }) => {
    const firstWord = word;
    word += own?.length ?? 1;
    return { text, start: start - first, end: end - first, firstWord, endWord: word };
  });
  return { text: source.text, tokens, isText: true };
}

/** The tokens that a part of the text touches; none if it is white space alone. */
export function widen({ tokens }: Surface, start: number, end: number) {
  const first = tokens.findIndex((token) => token.end > start);
  const last = tokens.findLastIndex((token) => token.start < end);
  return first >= 0 && first <= last ? { first, last } : undefined;
}
