import { readWholeText } from '@tagger/core/node';
import { type AnalogySection, parseAnalogies } from './parse-analogies';

/**
 * Reads a file of word analogies; see `parseAnalogies`.
 *
 * @throws FileError if it cannot be read, or is longer than `limits.wholeFileCharacters`.
 * @throws CorpusError if it is not UTF-8, or no such file.
 */
export async function readAnalogies(path: string): Promise<AnalogySection[]> {
  return parseAnalogies(await readWholeText(path), path);
}
