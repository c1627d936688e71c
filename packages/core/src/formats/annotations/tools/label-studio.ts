import { CorpusError, type ErrorLocation } from '../../../errors';
import { type AnnotatedText, isRecord, type JsonRecord, type TextSpan } from '../annotated-text';
import { createOffsets } from '../offsets';
import { requireLabel } from '../read-spans';
import { isTokenList, readTokens } from '../read-tokens';

/**
 * A task of Label Studio: its text is in `data`, its spans are in the results of its first annotation that was not cancelled.
 *
 * Format: https://labelstud.io/guide/export
 */
export function readLabelStudio(record: unknown, location: ErrorLocation): AnnotatedText | undefined {
  if (!isRecord(record) || !isRecord(record.data)) return undefined;
  const annotations = record.annotations ?? record.completions;
  if (annotations !== undefined && !Array.isArray(annotations)) return undefined;
  const all = (annotations ?? []) as readonly unknown[];
  const chosen = all.filter(isRecord).find((annotation) => annotation.was_cancelled !== true);
  const results = Array.isArray(chosen?.result) ? chosen.result.filter(isRecord) : [];
  const values = results.filter(({ value }) => isRecord(value) && Array.isArray(value.labels));
  const text = findText(record.data, values);
  if (text === undefined) return undefined;
  const { tokens } = record;
  return {
    text,
    ...(isTokenList(tokens) && { tokens: readTokens(tokens, text, (place) => place, location) }),
    spans: chosen && values.map(({ value }, index) => readValue(value as JsonRecord, text, index, location)),
    isLeftOut: all.length > 0 && !chosen,
  };
}

/** The text that the results are about, else the first string. */
function findText(data: JsonRecord, results: readonly JsonRecord[]): string | undefined {
  const names = Object.keys(data).filter((key) => typeof data[key] === 'string');
  const name =
    ['text', ...names].find((key) => names.includes(key) && results.some(({ to_name }) => to_name === key)) ??
    ['text', ...names].find((key) => names.includes(key));
  return name === undefined ? undefined : (data[name] as string);
}

/** Its places count UTF-16 units where a browser has made them, and characters where Python has: the span's own text tells. */
function readValue(value: JsonRecord, text: string, index: number, location: ErrorLocation): TextSpan {
  const label = requireLabel((value.labels as readonly unknown[])[0], index, location);
  const [start, end] = [Number(value.start), Number(value.end)];
  const offsets = createOffsets(text);
  const places = [
    { start, end },
    { start: offsets(start) ?? -1, end: offsets(end) ?? -1 },
  ];
  const fits = places.find(
    (place) =>
      place.start >= 0 &&
      place.start < place.end &&
      place.end <= text.length &&
      (typeof value.text !== 'string' || text.slice(place.start, place.end) === value.text),
  );
  if (fits) return { ...fits, label };
  throw new CorpusError(`span ${index + 1} from ${value.start} to ${value.end} is not in its text`, {
    location,
  });
}
