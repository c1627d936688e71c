import { CorpusError } from '../errors/corpus-error';
import type { ErrorLocation } from '../errors/tagger-error';
import type { Sentence } from '../sentence';
import { checkCells } from './check-cells';
import type { ParseOptions } from './corpus-format';
import { parseLines } from './parse-lines';
import { requireOwnWords } from './require-own-words';
import type { TextChunks } from './text-chunks';

/** Blanks between tokens: a blank after an odd number of backslashes belongs to its token. */
const separator = /(?<=(?:^|[^\\])(?:\\\\)*)[ \t]+/;

/**
 * Reads lines of `word/TAG`, one sentence on each. The last slash of a token separates: `1/2/NUM` is the word `1/2`.
 * `\/`, `\\` and a backslash with a blank stand for a slash, a backslash and a blank that belong to a word or
 * tag; before anything else a backslash is a letter like others.
 *
 * The first line decides for the file: if each of its tokens has a tag, so must all others of the file; if one has
 * none, the file is not tagged, and slashes belong to the words.
 */
export function parseWordTag(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  requireOwnWords('word/TAG', options);
  const { file } = options;
  let isTagged: boolean | undefined;

  return parseLines(chunks, (text, line) => {
    const tokens = text.split(separator).filter((token) => token !== '');
    const pairs = tokens.map(splitToken);
    isTagged ??= !pairs.includes(undefined);
    if (!isTagged) return { words: tokens.map(unescapeMarks), line };

    const words: string[] = [];
    const tags: string[] = [];
    for (const [index, pair] of pairs.entries()) {
      if (!pair) throw createTokenError(tokens[index], { file, line });
      words.push(pair.word);
      tags.push(pair.tag);
    }
    return { words, tags, line };
  });
}

/** Writes one line of `word/TAG`, or of words alone; the sentences of one file have tags all, or none. */
export function formatWordTag(sentence: Sentence): string {
  checkCells(sentence, /^$|[\r\n]/, 'word/TAG');
  const { words, tags } = sentence;
  const tokens = tags
    ? words.map((word, index) => `${word.replace(/[\\ \t]/g, '\\$&')}/${escapeMarks(tags[index])}`)
    : words.map(escapeMarks);
  return `${tokens.join(' ')}\n`;
}

function escapeMarks(text: string): string {
  return text.replace(/[\\ \t/]/g, '\\$&');
}

function unescapeMarks(text: string): string {
  return text.replace(/\\([\\ \t/])/g, '$1');
}

/** @returns nothing for a token without a tag, or with an empty word or tag. */
function splitToken(token: string): { word: string; tag: string } | undefined {
  const slash = findSlash(token);
  if (slash < 1 || slash === token.length - 1) return undefined;
  return { word: unescapeMarks(token.slice(0, slash)), tag: unescapeMarks(token.slice(slash + 1)) };
}

/** @returns the place of the last slash that is not escaped, or -1. */
function findSlash(token: string): number {
  for (let index = token.length - 1; index >= 0; index -= 1) {
    if (token[index] === '/' && !isEscaped(token, index)) return index;
  }
  return -1;
}

function isEscaped(token: string, index: number): boolean {
  let start = index;
  while (token[start - 1] === '\\') start -= 1;
  return (index - start) % 2 === 1;
}

function createTokenError(token: string, location: ErrorLocation): CorpusError {
  return new CorpusError(`"${token}" is not word/TAG`, {
    location,
    hint: 'the first line has tags; if it should not, write \\/ for the slashes in its words',
  });
}
