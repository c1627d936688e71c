import type { ErrorLocation } from '../../../errors';
import { type FoundText, isRecord } from '../annotated-text';
import { createOffsets } from '../offsets';
import { isSpanList, readSpans } from '../read-spans';
import { isTokenList, readTokens } from '../read-tokens';

/**
 * A task of Prodigy, `{"text", "tokens": [{"text", "start", "end"}], "spans": [{"start", "end", "label"}], "answer"}`.
 *
 * Format: https://prodi.gy/docs/api-interfaces
 */
export function readProdigy(record: unknown, location: ErrorLocation): FoundText | undefined {
  if (!isRecord(record) || typeof record.text !== 'string' || !isTokenList(record.tokens)) return undefined;
  if (record.spans === undefined && record.answer === undefined) return undefined;
  if (record.answer !== undefined && record.answer !== 'accept') return 'left out';
  const { text, tokens, spans = [] } = record;
  if (!isSpanList(spans)) return undefined;
  return {
    text,
    spans: readSpans(spans, text, location),
    tokens: readTokens(tokens, text, createOffsets(text), location),
  };
}
