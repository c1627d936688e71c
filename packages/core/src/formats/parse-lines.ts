import type { Sentence } from '../sentence';
import { checkSentence } from './check-sentence';
import type { FormatName, ParseOptions } from './corpus-format';
import { createGap } from './gap';
import { removeLineEnd, splitLines } from './split-lines';
import type { TextChunks } from './text-chunks';

const byteOrderMark = '\uFEFF';

/** How many byte order marks a line starts with: each file that was joined may have brought one. */
export function countMarks(line: string): number {
  let count = 0;
  while (line[count] === byteOrderMark) count += 1;
  return count;
}

/** A line of words with a blank before it if its first word starts with a byte order mark, which a reader would leave out. */
export function protectMark(line: string): string {
  return line.startsWith(byteOrderMark) ? ` ${line}` : line;
}

export interface LineParser {
  readonly format: FormatName;
  /** Reads the sentence of one line, or its sentences. `text` is without the line's end; `source` is what to keep of it, with its end. */
  parse(text: string, line: number, source: string): Sentence | readonly Sentence[];
  /** Reads a blank line; if absent, such lines hold no sentence. */
  parseBlank?(source: string, line: number): Sentence;
}

/** Reads a format that has one sentence on each line. Byte order marks at the start of any line are no part of it. */
export async function* parseLines(
  chunks: TextChunks,
  parser: LineParser,
  { file, gaps = false }: ParseOptions,
): AsyncGenerator<Sentence> {
  let line = 0;
  let lineEnd = '\n';
  for await (const lines of splitLines(chunks, { file })) {
    for (const source of lines) {
      line += 1;
      const marks = countMarks(source);
      if (marks > 0 && gaps) yield createGap(parser.format, source.slice(0, marks));
      const kept = source.slice(marks);
      const text = removeLineEnd(kept);
      const isEnded = text.length < kept.length;
      if (isEnded) lineEnd = kept.slice(text.length);
      if (isBlank(text)) {
        if (gaps) yield parser.parseBlank?.(kept, line) ?? createGap(parser.format, kept);
        continue;
      }
      // Only with its gaps is a file given back byte for byte; otherwise other lines may follow.
      const found = parser.parse(text, line, gaps || isEnded ? kept : kept + lineEnd);
      for (const sentence of 'words' in found ? [found] : found) {
        checkSentence(sentence, { file, line });
        if (gaps || sentence.words.length > 0) yield sentence;
      }
    }
  }
}

/** True of a line that is empty or holds only blanks, tabs and carriage returns; other kinds of space may be words of a corpus. */
export function isBlank(line: string): boolean {
  return /^[ \t\r]*$/.test(line);
}
