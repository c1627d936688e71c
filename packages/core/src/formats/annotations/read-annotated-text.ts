import type { ErrorLocation } from '../../errors';
import type { AnnotatedText } from './annotated-text';
import { readDoccano } from './tools/doccano';
import { readLabelStudio } from './tools/label-studio';
import { readProdigy } from './tools/prodigy';
import { readSpacyPair } from './tools/spacy';

type ReadRecord = (record: unknown, location: ErrorLocation) => AnnotatedText | undefined;

/** Those that ask for more come first. */
const readers: readonly ReadRecord[] = [readProdigy, readLabelStudio, readSpacyPair, readDoccano];

/**
 * Reads a record of an annotation tool, which its own shape tells.
 *
 * @returns undefined for a record that no known tool writes
 * @throws CorpusError if a span or a token is not in its text
 */
export function readAnnotatedText(record: unknown, location: ErrorLocation): AnnotatedText | undefined {
  for (const read of readers) {
    const found = read(record, location);
    if (found) return found;
  }
  return undefined;
}
