import { CorpusError, type ErrorLocation } from '../../errors';
import { isRecord, type TextSpan } from './annotated-text';
import { createOffsets } from './offsets';

/** A span as a tool writes it: `[0, 4, "PER"]`, or an object with keys of several names. */
interface RawSpan {
  readonly start: unknown;
  readonly end: unknown;
  readonly label: unknown;
}

const keys = {
  start: ['start', 'start_offset'],
  end: ['end', 'end_offset'],
  label: ['label', 'tag', 'entity', 'type'],
};

/** Whether a value is a list of spans; an empty list may be one. */
export function isSpanList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every((span) => readRaw(span) !== undefined);
}

function readRaw(span: unknown): RawSpan | undefined {
  if (Array.isArray(span)) {
    const [start, end, label] = span;
    return typeof start === 'number' && typeof end === 'number' ? { start, end, label } : undefined;
  }
  if (!isRecord(span)) return undefined;
  const find = (names: readonly string[]) =>
    names.map((name) => span[name]).find((value) => value !== undefined);
  // Label Studio has a list of them.
  const [label = find(keys.label)] = Array.isArray(span.labels) ? span.labels : [];
  const raw = { start: find(keys.start), end: find(keys.end), label };
  return raw.start === undefined || raw.end === undefined ? undefined : raw;
}

/**
 * Reads spans whose places count characters.
 *
 * @throws CorpusError if a place is none of the text, or a label is not a name
 */
export function readSpans(values: readonly unknown[], text: string, location: ErrorLocation): TextSpan[] {
  const offsets = createOffsets(text);
  return values.map((value, index) => {
    const { start, end, label } = readRaw(value)!;
    const span = { start: toOffset(start, offsets), end: toOffset(end, offsets) };
    if (span.start === undefined || span.end === undefined || span.start >= span.end)
      throw new CorpusError(`span ${index + 1} from ${start} to ${end} is not in its text`, {
        location,
        hint: `the text has ${[...text].length} characters; a span ends behind its last one`,
      });
    return { start: span.start, end: span.end, label: requireLabel(label, index, location) };
  });
}

function toOffset(place: unknown, offsets: (characters: number) => number | undefined): number | undefined {
  return Number.isSafeInteger(place) && (place as number) >= 0 ? offsets(place as number) : undefined;
}

/** @throws CorpusError if the label cannot be a tag */
export function requireLabel(label: unknown, index: number, location: ErrorLocation): string {
  if (typeof label === 'string' && label.trim() !== '') return label.trim();
  throw new CorpusError(
    `the label of span ${index + 1} is ${label === undefined ? 'missing' : 'not a name'}`,
    {
      location,
      hint: typeof label === 'number' ? 'export the names of labels, not their numbers' : undefined,
    },
  );
}
