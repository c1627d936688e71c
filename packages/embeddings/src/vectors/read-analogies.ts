import { readText } from '@tagger/core/node';
import { type AnalogySection, parseAnalogies } from './parse-analogies';

/**
 * Reads a file of word analogies; see `parseAnalogies`.
 *
 * @throws {FileError} if it cannot be read.
 * @throws {CorpusError} if it is not UTF-8, or no such file.
 */
export async function readAnalogies(path: string): Promise<AnalogySection[]> {
  let text = '';
  for await (const piece of readText(path)) text += piece;
  return parseAnalogies(text, path);
}
