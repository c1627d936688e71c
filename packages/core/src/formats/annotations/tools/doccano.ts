import type { ErrorLocation } from '../../../errors';
import { type AnnotatedText, isRecord } from '../annotated-text';
import { createOffsets } from '../offsets';
import { isSpanList, readSpans } from '../read-spans';
import { isTokenList, readTokens } from '../read-tokens';

const textKeys = ['text', 'data', 'sentence', 'content'];
/** doccano 1.x writes `label`, before it `labels` or `annotations`; with relations, and in spaCy's JSON Lines, it is `entities`. */
const spanKeys = ['label', 'labels', 'entities', 'spans', 'annotations'];

/** A text with its spans, as doccano and spaCy have it: `{"text": "Ann left", "label": [[0, 3, "PER"]]}`. */
export function readDoccano(record: unknown, location: ErrorLocation): AnnotatedText | undefined {
  if (!isRecord(record)) return undefined;
  const textKey = textKeys.find((key) => typeof record[key] === 'string');
  if (textKey === undefined) return undefined;
  const text = record[textKey] as string;
  const spanKey = spanKeys.find((key) => isSpanList(record[key]));
  const spans = spanKey === undefined ? undefined : (record[spanKey] as readonly unknown[]);
  const { tokens } = record;
  return {
    text,
    spans: spans && readSpans(spans, text, location),
    ...(isTokenList(tokens) && { tokens: readTokens(tokens, text, createOffsets(text), location) }),
  };
}
