import { CorpusError } from '../errors';
import { limits } from '../limits';
import type { Sentence } from '../sentence';
import { checkSentence } from './check-sentence';
import type { FormatName, ParseOptions } from './corpus-format';
import { createGap } from './gap';
import { countMarks, isBlank } from './parse-lines';
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
  const block = new OpenBlock(file);
  let gap = '';
  let line = 0;
  let lineEnd = '\n';

  /** Ends the block, and gives what was before it and its sentence. */
  function* end(): Generator<Sentence> {
    const found = block.take();
    const sentence = parser.parse(found);
    if (sentence) {
      checkSentence(sentence, { file, line: found.firstLine });
      yield* takeGap();
      yield sentence;
    } else {
      gap += found.source.join('');
    }
  }

  function* takeGap(): Generator<Sentence> {
    if (gaps && gap !== '') yield createGap(parser.format, gap);
    gap = '';
  }

  for await (const batch of splitLines(chunks, { file })) {
    for (let text of batch) {
      line += 1;
      const marks = countMarks(text);
      if (marks > 0) {
        if (!block.isEmpty) throw createMarkError(file, line);
        gap += text.slice(0, marks);
        text = text.slice(marks);
      }
      const content = removeLineEnd(text);
      if (content.length < text.length) lineEnd = text.slice(content.length);
      if (!isBlank(content)) {
        block.add(text, content, line);
      } else if (block.isEmpty) {
        gap += text;
      } else {
        block.close(text);
        yield* end();
      }
    }
    // Not kept for long: there may be nothing but blank lines.
    yield* takeGap();
  }
  if (!block.isEmpty) {
    // Only with its gaps is a file given back byte for byte; otherwise other sentences may follow.
    if (!gaps) block.complete(lineEnd);
    yield* end();
  }
  yield* takeGap();
}

/** The lines since the last blank one. */
class OpenBlock {
  #lines: string[] = [];
  #source: string[] = [];
  #characters = 0;
  #firstLine = 0;

  constructor(private readonly file: string | undefined) {}

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /** @throws CorpusError if there are more lines or characters than a sentence may have */
  add(text: string, content: string, line: number): void {
    if (this.isEmpty) this.#firstLine = line;
    this.#characters += text.length;
    this.#source.push(text);
    this.#lines.push(content);
    const isLong = this.#characters > limits.recordCharacters;
    if (!isLong && this.#lines.length <= limits.sentenceLines) return;
    const what = isLong ? `${limits.recordCharacters} characters` : `${limits.sentenceLines} lines`;
    throw new CorpusError(`more than ${what} without a blank line`, {
      location: { file: this.file, line: this.#firstLine },
      hint: 'a blank line ends a sentence; is the file of this format?',
    });
  }

  /** @param blank the line behind it */
  close(blank: string): void {
    this.#source.push(blank);
  }

  /** Puts the file's line end and a blank line behind the last sentence of a file. */
  complete(lineEnd: string): void {
    const last = this.#source.pop()!;
    this.#source.push(removeLineEnd(last) === last ? last + lineEnd : last, lineEnd);
  }

  take(): Block {
    const block = { lines: this.#lines, source: this.#source, firstLine: this.#firstLine };
    this.#lines = [];
    this.#source = [];
    this.#characters = 0;
    return block;
  }
}

function createMarkError(file: string | undefined, line: number): CorpusError {
  return new CorpusError('U+FEFF, a byte order mark, inside a sentence', {
    location: { file, line },
    hint: 'were two files joined without a blank line between them?',
  });
}
