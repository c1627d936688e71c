import type { ErrorLocation } from '../../../errors';
import { type AnnotatedText, isRecord } from '../annotated-text';
import { isSpanList, readSpans } from '../read-spans';

/** A pair that spaCy 2 takes for training: `["Ann left", {"entities": [[0, 3, "PER"]]}]`. */
export function readSpacyPair(record: unknown, location: ErrorLocation): AnnotatedText | undefined {
  if (!Array.isArray(record) || record.length !== 2) return undefined;
  const [text, annotation] = record;
  if (typeof text !== 'string' || !isRecord(annotation)) return undefined;
  const { entities } = annotation;
  return isSpanList(entities) ? { text, spans: readSpans(entities, text, location) } : undefined;
}
