import { CorpusError } from '../errors/corpus-error';
import type { ErrorLocation } from '../errors/tagger-error';

/**
 * A carriage return inside of a row would be a part of a word or a tag, and could not be written.
 *
 * @throws {CorpusError} if there is one.
 */
export function requireOneLine(text: string, location: ErrorLocation): void {
  if (!text.includes('\r')) return;
  throw new CorpusError('a carriage return inside of the line', {
    location,
    hint: 'does the file have line ends of several kinds? convert all of them to \\n',
  });
}
