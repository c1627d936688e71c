import type { Sentence } from '../sentence';
import { splitLines } from './split-lines';
import type { TextChunks } from './text-chunks';

/** What a format makes of one line; `line` is its number in the file, from 1. */
export type LineParser = (text: string, line: number) => Sentence;

/** Reads a format that has one sentence on each line; blank lines are passed over. */
export async function* parseLines(chunks: TextChunks, parseLine: LineParser): AsyncGenerator<Sentence> {
  let line = 0;
  for await (const lines of splitLines(chunks)) {
    for (const text of lines) {
      line += 1;
      if (!isBlank(text)) yield parseLine(text, line);
    }
  }
}

/** True of a line that is empty or holds only blanks and tabs; other kinds of space may be words of a corpus. */
export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line);
}
