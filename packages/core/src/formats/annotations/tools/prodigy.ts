import type { ErrorLocation } from '../../../errors';
import { type AnnotatedText, isRecord } from '../annotated-text';
import { createOffsets } from '../offsets';
import { isSpanList, readSpans } from '../read-spans';
import { isTokenList, readTokens } from '../read-tokens';

/**
 * A task of Prodigy, `{"text", "tokens": [{"text", "start", "end"}], "spans": [{"start", "end", "label"}], "answer"}`.
 *
 * Format: https://prodi.gy/docs/api-interfaces
 */
export function readProdigy(record: unknown, location: ErrorLocation): AnnotatedText | undefined {
  if (!isRecord(record) || typeof record.text !== 'string' || !isTokenList(record.tokens)) return undefined;
  if (record.spans === undefined && record.answer === undefined) return undefined;
  const { text, tokens, spans = [], answer = 'accept' } = record;
  if (!isSpanList(spans)) return undefined;
  const isLeftOut = answer !== 'accept';
  return {
    text,
    spans: isLeftOut ? undefined : readSpans(spans, text, location),
    tokens: readTokens(tokens, text, createOffsets(text), location),
    isLeftOut,
  };
}
