import { CorpusError, type ErrorLocation } from '../../../errors';
import { type FoundText, isRecord } from '../annotated-text';
import { createOffsets } from '../offsets';
import { isSpanList, readSpans } from '../read-spans';

/**
 * A task of Prodigy, `{"text", "tokens": [{"text", "start", "end"}], "spans": [{"start", "end", "label"}], "answer"}`.
 *
 * Format: https://prodi.gy/docs/api-interfaces
 */
export function readProdigy(record: unknown, location: ErrorLocation): FoundText | undefined {
  if (!isRecord(record) || typeof record.text !== 'string' || !isTokenList(record.tokens)) return undefined;
  if (record.answer !== undefined && record.answer !== 'accept') return 'left out';
  const { text, tokens, spans = [] } = record;
  if (!isSpanList(spans)) return undefined;
  const offsets = createOffsets(text);
  const places = tokens.map((token, index) => {
    const [start, end] = [offsets(token.start), offsets(token.end)];
    if (start !== undefined && end !== undefined && text.slice(start, end) === token.text)
      return { start, end };
    throw new CorpusError(`token ${index + 1} is not in the text from ${token.start} to ${token.end}`, {
      location,
    });
  });
  const words = places.filter(({ start, end }) => text.slice(start, end).trim() !== '');
  return { text, spans: readSpans(spans, text, location), tokens: words };
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function isTokenList(value: unknown): value is readonly Token[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (token) =>
        isRecord(token) &&
        typeof token.text === 'string' &&
        Number.isSafeInteger(token.start) &&
        Number.isSafeInteger(token.end),
    )
  );
}
