import { CorpusError, type ErrorLocation } from '../errors';
import type { Sentence } from '../sentence';
import { checkCells } from './check-cells';
import type { ParseOptions } from './corpus-format';
import { formatGap } from './gap';
import { parseLines, protectMark } from './parse-lines';
import { requireOwnWords } from './require-own-words';
import { removeLineEnd } from './split-lines';
import type { TextChunks } from './text-chunks';

/**
 * Reads lines of `word/TAG`, one sentence on each. The last slash of a token separates: `1/2/NUM` is the word `1/2`.
 * `\/`, `\\` and a backslash with a blank stand for a slash, a backslash and a blank that belong to a word or
 * tag; before anything else a backslash is a letter like others.
 *
 * The first line decides for the file: if each of its tokens has a tag, so must all others of the file; if one has
 * none, the file is not tagged, and slashes belong to the words. The format `words` has no tags, whatever its slashes.
 */
export function parseWordTag(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  requireOwnWords('word/TAG', options);
  let isTagged: boolean | undefined;

  function parse(text: string, line: number, source: string): Sentence {
    const tokens = findTokens(text);
    isTagged ??= tokens.every(hasTag);
    const kept = { line, source: { format: 'word-tag', text: source } } as const;
    if (!isTagged) return { words: tokens.map((token) => readWord(text, token, false)), ...kept };

    const untagged = tokens.find((token) => !hasTag(token));
    if (untagged)
      throw createTokenError(text.slice(untagged.start, untagged.end), { file: options.file, line });
    return {
      words: tokens.map((token) => readWord(text, token, true)),
      tags: tokens.map((token) => unescapeMarks(text.slice(token.slash + 1, token.end))),
      ...kept,
    };
  }

  return parseLines(chunks, { format: 'word-tag', parse }, options);
}

/**
 * Writes one line of `word/TAG`, or of words alone; the sentences of one file have tags all, or none. A line that was
 * read in this format is given back byte for byte, with its tags.
 */
export function formatWordTag(sentence: Sentence): string {
  const gap = formatGap(sentence, 'word-tag');
  if (gap !== undefined) return gap;
  checkCells(sentence, /^$|[\r\n]/, 'word/TAG');
  const { words, tags, source } = sentence;
  const kept = source?.format === 'word-tag' ? fillLine(source.text, words, tags) : undefined;
  if (kept !== undefined) return kept;
  const tokens = tags
    ? words.map((word, index) => `${word.replace(/[\\ \t]/g, '\\$&')}/${escapeMarks(tags[index]!)}`)
    : words.map(escapeMarks);
  return protectMark(`${tokens.join(' ')}\n`);
}

/** A token in its line: from `start` to `end`, with its last slash that is not escaped, or -1. */
interface Token {
  readonly start: number;
  readonly slash: number;
  readonly end: number;
}

/** Finds the tokens of a line between blanks; a backslash makes the next slash, blank or backslash a part of its token. */
function findTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let start = -1;
  let slash = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at];
    if (character === ' ' || character === '\t' || character === '\r' || character === undefined) {
      if (start !== -1) tokens.push({ start, slash, end: at });
      start = slash = -1;
      continue;
    }
    if (start === -1) start = at;
    if (character === '/') slash = at;
    else if (character === '\\' && isEscapable(text[at + 1])) at += 1;
  }
  return tokens;
}

function isEscapable(character: string | undefined): boolean {
  return character === '\\' || character === '/' || character === ' ' || character === '\t';
}

/** True if neither the word nor the tag is empty. */
function hasTag({ start, slash, end }: Token): boolean {
  return slash > start && slash < end - 1;
}

function readWord(text: string, { start, slash, end }: Token, isTagged: boolean): string {
  return unescapeMarks(text.slice(start, isTagged ? slash : end));
}

/** The line with other tags; undefined if its words are not these. */
function fillLine(
  source: string,
  words: readonly string[],
  tags: readonly string[] | undefined,
): string | undefined {
  const text = removeLineEnd(source);
  const tokens = findTokens(text);
  if (tokens.length !== words.length) return undefined;
  const isTagged =
    tokens.every(hasTag) && tokens.every((token, index) => readWord(text, token, true) === words[index]);
  if (!isTagged && tokens.some((token, index) => readWord(text, token, false) !== words[index]))
    return undefined;
  if (!tags) return isTagged ? undefined : source;

  const pieces: string[] = [];
  let done = 0;
  for (const [index, { start, slash, end }] of tokens.entries()) {
    const word = text.slice(start, isTagged ? slash : end);
    const tag = isTagged ? text.slice(slash + 1, end) : undefined;
    // A backslash that ends the word would escape the slash behind it.
    const isOpen = !isTagged && word.endsWith('\\');
    pieces.push(
      text.slice(done, start),
      isOpen ? escapeMarks(words[index]!) : word,
      '/',
      // Marks may be escaped that need not be, and backslashes be without another.
      tag !== undefined && unescapeMarks(tag) === tags[index] ? tag : escapeMarks(tags[index]!),
    );
    done = end;
  }
  return pieces.join('') + source.slice(done);
}

function escapeMarks(text: string): string {
  return text.replace(/[\\ \t/]/g, '\\$&');
}

function unescapeMarks(text: string): string {
  return text.includes('\\') ? text.replace(/\\([\\ \t/])/g, '$1') : text;
}

function createTokenError(token: string, location: ErrorLocation): CorpusError {
  return new CorpusError(`"${token}" is not word/TAG`, {
    location,
    hint: 'the first line has tags; if it should not, use --format words or write \\/ for the slashes in its words',
  });
}
