type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * What a record without words is, if it has one of the shapes that annotation tools export: spans by their places in a text, or
 * in a list of tokens. Undefined for any other.
 */
export function describeSpanRecord(record: unknown): string | undefined {
  if (Array.isArray(record)) {
    if (typeof record[0] === 'string' && isRecord(record[1]))
      return 'a text with spans, as spaCy takes them for training';
    return isRecord(record[0]) ? `a JSON list${of(describeSpanRecord(record[0]))}` : undefined;
  }
  if (!isRecord(record)) return undefined;
  if (
    isRecord(record.data) &&
    ('annotations' in record || 'predictions' in record || 'completions' in record)
  )
    return 'a task of Label Studio: a text with spans';
  if (Array.isArray(record.paragraphs)) return "a document in spaCy's own JSON";
  const key = Object.keys(record).find((name) => name !== 'tokens' && isSpanList(record[name]));
  const hasTokens = Array.isArray(record.tokens) && isRecord(record.tokens[0]);
  if (hasTokens) return `a text with tokens and spans${key ? ` ("${key}")` : ''}, as Prodigy exports it`;
  const text = ['text', 'sentence', 'content'].find((name) => typeof record[name] === 'string');
  if (key)
    return `${text ? 'a text' : 'tokens'} with spans by their start and end ("${key}"), as doccano and spaCy have them`;
  return text && `a text that is not cut into words ("${text}")`;
}

function of(shape: string | undefined): string {
  return shape ? ` of records that are each ${shape}` : '';
}

/** `[[0, 4, "PER"]]` or `[{"start": 0, "end": 4, "label": "PER"}]` */
function isSpanList(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((span) => {
    if (Array.isArray(span)) return typeof span[0] === 'number' && typeof span[1] === 'number';
    return (
      isRecord(span) && ['start', 'start_offset', 'offset'].some((name) => typeof span[name] === 'number')
    );
  });
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
