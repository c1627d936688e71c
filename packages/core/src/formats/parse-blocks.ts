import { CorpusError } from '../errors';
import { limits } from '../limits';
import type { Sentence } from '../sentence';
import { checkSentence } from './check-sentence';
import type { FormatName, ParseOptions } from './corpus-format';
import { createGap } from './gap';
import { byteOrderMark, isBlank } from './parse-lines';
import { removeLineEnd, splitLines } from './split-lines';
import type { TextChunks } from './text-chunks';

/** The lines between two blank lines. */
export interface Block {
  /** The lines without their ends. */
  readonly lines: readonly string[];
  /** The lines with their ends, and the blank line behind them if there is one. */
  readonly source: readonly string[];
  /** The number of the first line in the file, from 1. */
  readonly firstLine: number;
}

export interface BlockParser {
  readonly format: FormatName;
  /** Gives nothing for a block that holds no sentence, such as comments alone. */
  parse(block: Block): Sentence | undefined;
}

/**
 * Reads a format that has one token on each line and blank lines between sentences. A byte order mark before a
 * sentence, as in files that were joined, is no part of it.
 */
export async function* parseBlocks(
  chunks: TextChunks,
  parser: BlockParser,
  { file, gaps = false }: ParseOptions,
): AsyncGenerator<Sentence> {
  let lines: string[] = [];
  let source: string[] = [];
  let characters = 0;
  let gap = '';
  let line = 0;
  let lineEnd = '\n';

  function add(text: string, content: string): void {
    characters += text.length;
    source.push(text);
    lines.push(content);
    if (characters <= limits.recordCharacters && lines.length <= limits.sentenceLines) return;
    const isLong = characters > limits.recordCharacters;
    const what = isLong ? `${limits.recordCharacters} characters` : `${limits.sentenceLines} lines`;
    throw new CorpusError(`more than ${what} without a blank line`, {
      location: { file, line: line - lines.length + 1 },
      hint: 'a blank line ends a sentence; is the file of this format?',
    });
  }

  /** Ends the block, and gives what was before it and its sentence. */
  function* end(firstLine: number): Generator<Sentence> {
    const sentence = parser.parse({ lines, source, firstLine });
    if (sentence) {
      checkSentence(sentence, { file, line: firstLine });
      yield* takeGap();
      yield sentence;
    } else {
      gap += source.join('');
    }
    lines = [];
    source = [];
    characters = 0;
  }

  function* takeGap(): Generator<Sentence> {
    if (gaps && gap !== '') yield createGap(parser.format, gap);
    gap = '';
  }

  for await (const batch of splitLines(chunks, { file })) {
    for (let text of batch) {
      line += 1;
      if (text.startsWith(byteOrderMark)) {
        if (lines.length > 0) throw createMarkError(file, line);
        gap += byteOrderMark;
        text = text.slice(1);
      }
      const content = removeLineEnd(text);
      if (content.length < text.length) lineEnd = text.slice(content.length);
      if (!isBlank(content)) {
        add(text, content);
      } else if (lines.length > 0) {
        source.push(text);
        yield* end(line - lines.length);
      } else {
        gap += text;
      }
    }
    // Not kept for long: there may be nothing but blank lines.
    yield* takeGap();
  }
  if (lines.length > 0) {
    // Only with its gaps is a file given back byte for byte; otherwise other sentences may follow.
    if (!gaps) source = completeEnd(source, lineEnd);
    yield* end(line - lines.length + 1);
  }
  yield* takeGap();
}

/** The lines of the last sentence of a file, with the file's line end and a blank line behind them. */
function completeEnd(source: readonly string[], lineEnd: string): string[] {
  const last = source[source.length - 1]!;
  const isEnded = removeLineEnd(last) !== last;
  return [...source.slice(0, -1), isEnded ? last : last + lineEnd, lineEnd];
}

function createMarkError(file: string | undefined, line: number): CorpusError {
  return new CorpusError('U+FEFF, a byte order mark, inside a sentence', {
    location: { file, line },
    hint: 'were two files joined without a blank line between them?',
  });
}
