import { removeLineEnd, splitLines } from '../formats/split-lines';
import { nameInput, type ReadOptions } from './read-bytes';
import { readText } from './read-text';

/**
 * Reads the lines of a text without their ends (`\n` or `\r\n`; see `splitLines` for `\r`).
 *
 * @throws what {@link readText} throws, and a `CorpusError` with the line if one is longer than
 *     `limits.recordCharacters`.
 */
export async function* readLines(path: string, options: ReadOptions = {}): AsyncGenerator<string> {
  for await (const lines of splitLines(readText(path, options), { file: nameInput(path) }))
    yield* lines.map(removeLineEnd);
}
