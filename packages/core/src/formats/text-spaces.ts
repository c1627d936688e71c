import { CorpusError } from '../errors';
import { limits } from '../limits';
import type { Sentence, TextSurroundings } from '../sentence';
import { BLANK } from '../tokenizer/characters';
import type { ParseOptions } from './corpus-format';
import { createCutter } from './create-cutter';

const nonBlank = new RegExp(`[^${BLANK}]`, 'gu');
const lineBreak = /\r\n|[\r\n\u0085\u2028]/g;

/**
 * Gives the sentences of a text with the white space around them. What is between two sentences comes after the first of
 * them, which therefore waits until the text goes on.
 */
export async function* keepSpaces(
  chunks: AsyncIterable<string>,
  options: ParseOptions,
): AsyncGenerator<Sentence> {
  const { file } = options;
  const cutter = createCutter(options);
  /** The text behind the last sentence, and where it starts in the whole text. */
  let text = '';
  let offset = 0;
  /** The last sentence, while the white space behind it is not known. */
  let held: Sentence | undefined;
  let beginning = { before: '', startsDocument: true, startsParagraph: true };
  /** How many characters of `text` are known to be blank. */
  let blanks = 0;

  /** Moves on behind white space, which belongs to the sentence before it if there is one. */
  function* passSpaces(length: number): Generator<Sentence> {
    const spaces = text.slice(0, length);
    if (held) {
      yield surround(held, { ...beginning, after: spaces });
      beginning = { before: '', startsDocument: false, startsParagraph: isParagraphEnd(spaces) };
    } else if (length > 0) {
      beginning = { ...beginning, before: spaces };
    }
    held = undefined;
    skip(length);
  }

  function skip(length: number): void {
    text = text.slice(length);
    offset += length;
    blanks = 0;
  }

  async function* takeSentences(
    sentences: Iterable<Sentence> | AsyncIterable<Sentence>,
  ): AsyncGenerator<Sentence> {
    for await (const sentence of sentences) {
      const { start, end } = findPlace(sentence);
      yield* passSpaces(start - offset);
      held = sentence;
      skip(end - start);
    }
  }

  for await (const chunk of chunks) {
    text += chunk;
    yield* takeSentences(cutter.push(chunk));
    nonBlank.lastIndex = blanks;
    const next = nonBlank.exec(text);
    if (next) yield* passSpaces(next.index);
    else checkSpaces(text, file);
    blanks = next ? 0 : text.length;
  }
  yield* takeSentences(cutter.end());
  yield* passSpaces(text.length);
}

/** @throws CorpusError if there is more white space between two sentences than the limits allow. */
export function checkSpaces(spaces: string, file: string | undefined): void {
  if (spaces.length <= limits.recordCharacters) return;
  throw new CorpusError(`more than ${limits.recordCharacters} characters of white space between two words`, {
    location: { file },
  });
}

function surround(sentence: Sentence, surroundings: TextSurroundings): Sentence {
  const { source } = sentence;
  return source?.format === 'text' ? { ...sentence, source: { ...source, surroundings } } : sentence;
}

function findPlace({ source }: Sentence): { start: number; end: number } {
  const tokens = source?.format === 'text' ? source.tokens : [];
  return { start: tokens[0]!.start, end: tokens[tokens.length - 1]!.end };
}

/** True of white space that has a blank line. */
export function isParagraphEnd(spaces: string): boolean {
  return spaces.includes('\u2029') || (spaces.match(lineBreak)?.length ?? 0) > 1;
}
