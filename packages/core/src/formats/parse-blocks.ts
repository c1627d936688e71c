import type { Sentence } from '../sentence';
import { isBlank } from './parse-lines';
import { splitLines } from './split-lines';
import type { TextChunks } from './text-chunks';

/**
 * What a format makes of the lines between two blank lines; `firstLine` is the number of the first one in the file.
 * Gives nothing for a block that holds no sentence, such as comments alone.
 */
export type BlockParser = (lines: readonly string[], firstLine: number) => Sentence | undefined;

/** Reads a format that has one token on each line and blank lines between sentences. */
export async function* parseBlocks(chunks: TextChunks, parseBlock: BlockParser): AsyncGenerator<Sentence> {
  let block: string[] = [];
  let line = 0;
  for await (const lines of splitLines(chunks)) {
    for (const text of lines) {
      line += 1;
      if (!isBlank(text)) {
        block.push(text);
      } else if (block.length > 0) {
        const sentence = parseBlock(block, line - block.length);
        block = [];
        if (sentence) yield sentence;
      }
    }
  }
  const last = block.length > 0 && parseBlock(block, line - block.length + 1);
  if (last) yield last;
}
