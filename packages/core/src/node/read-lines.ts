import { splitLines } from '../formats/split-lines';
import type { ReadOptions } from './read-bytes';
import { readText } from './read-text';

/** Reads the lines of a text without their ends (`\n` or `\r\n`); see {@link readText} for what it takes and throws. */
export async function* readLines(path: string, options: ReadOptions = {}): AsyncGenerator<string> {
  for await (const lines of splitLines(readText(path, options))) yield* lines;
}
