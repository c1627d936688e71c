import { CorpusError, type ErrorLocation } from '../errors';

/**
 * A carriage return inside of a row would be a part of a word or a tag, and could not be written.
 *
 * @throws CorpusError if there is one.
 */
export function requireOneLine(text: string, location: ErrorLocation): void {
  if (!text.includes('\r')) return;
  throw new CorpusError('a carriage return inside the line', {
    location,
    hint: 'does the file have line ends of several kinds? convert all of them to \\n',
  });
}
