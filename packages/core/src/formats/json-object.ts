/** A property of a JSON object, in its text. */
export interface JsonProperty {
  /** Where its key starts, at the quotation mark. */
  readonly start: number;
  readonly key: string;
  /** Where its value starts and ends. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Told of each mark of JSON outside of strings, and of each string as one mark. */
type MarkVisitor = (mark: number, start: number, end: number) => void;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const listStart = 0x5b;
const listEnd = 0x5d;
const objectStart = 0x7b;
const objectEnd = 0x7d;

/** Whether lists and objects are nested in one another more than so deep; the text need not be valid JSON. */
export function isNestedDeeper(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  let depth = 0;
  let deepest = 0;
  visitMarks(text, (mark) => {
    depth += measureStep(mark);
    deepest = Math.max(deepest, depth);
  });
  return deepest > limit;
}

/** An item of a list, and the line on which it starts, from 1. */
export interface JsonItem {
  readonly text: string;
  readonly line: number;
}

/** The items of a JSON list in its text, or values that follow one another; the text need not be valid. */
export function splitJsonList(text: string): JsonItem[] {
  const start = text.length - text.trimStart().length;
  const isList = text[start] === '[';
  const items: JsonItem[] = [];
  let line = 1;
  let counted = 0;
  const add = (from: number, to: number) => {
    const own = text.slice(from, to).trim();
    if (own === '') return;
    const first = text.indexOf(own[0]!, from);
    for (; counted < first; counted++) if (text[counted] === '\n') line += 1;
    items.push({ text: own, line });
  };
  const itemDepth = isList ? 1 : 0;
  let depth = 0;
  let from = isList ? start + 1 : start;
  visitMarks(text, (mark, at, end) => {
    const step = measureStep(mark);
    const isListEnd = isList && depth === 1 && step < 0;
    depth += step;
    if (isListEnd || (isList && depth === itemDepth && mark === comma)) {
      add(from, at);
      from = end;
    } else if (!isList && depth === itemDepth && step < 0) {
      add(from, end);
      from = end;
    }
  });
  add(from, text.length);
  return items;
}

/**
 * Sets properties of a JSON object in its text, in which all else stays as it is. The value of a key that is there is
 * replaced, the last one of a key that is there twice, as JSON.parse reads it; other keys come at the end.
 *
 * @param text a valid JSON object
 */
export function setJsonProperties(text: string, values: Readonly<Record<string, unknown>>): string {
  if (Object.keys(values).length === 0) return text;
  const properties = findProperties(text);
  const hasBlanks = /^\s*\{\s*"[^"\\]*"\s*:\s/.test(text);
  const added: string[] = [];
  const replaced: { property: JsonProperty; value: string }[] = [];
  for (const [key, value] of Object.entries(values)) {
    const property = properties.findLast((other) => other.key === key);
    const written = writeValue(value, hasBlanks);
    if (property && isEqual(text.slice(property.valueStart, property.valueEnd), value)) continue;
    if (property) replaced.push({ property, value: written });
    else added.push(`${JSON.stringify(key)}:${hasBlanks ? ' ' : ''}${written}`);
  }
  replaced.sort((a, b) => a.property.start - b.property.start);
  const pieces: string[] = [];
  let done = 0;
  for (const { property, value } of replaced) {
    pieces.push(text.slice(done, property.valueStart), value);
    done = property.valueEnd;
  }
  if (added.length > 0) {
    const end = properties.at(-1)?.valueEnd ?? text.indexOf('{') + 1;
    const separator = hasBlanks ? ', ' : ',';
    pieces.push(text.slice(done, end), properties.length > 0 ? separator : '', added.join(separator));
    done = end;
  }
  return pieces.join('') + text.slice(done);
}

function isEqual(text: string, value: unknown): boolean {
  return JSON.stringify(JSON.parse(text)) === JSON.stringify(value);
}

function writeValue(value: unknown, hasBlanks: boolean): string {
  const isFlat = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  return hasBlanks && isFlat
    ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
    : JSON.stringify(value);
}

/** Finds the properties of the object itself, not of what is in it. */
function findProperties(text: string): JsonProperty[] {
  const properties: JsonProperty[] = [];
  let depth = 0;
  let string = { start: 0, end: 0 };
  let key: { start: number; end: number } | undefined;
  let valueStart = 0;
  visitMarks(text, (mark, start, end) => {
    const step = measureStep(mark);
    if (depth === 1) {
      if (mark === quote) {
        string = { start, end };
      } else if (mark === colon) {
        key = string;
        valueStart = skipSpaces(text, end);
      } else if (key && (mark === comma || step < 0)) {
        const name = JSON.parse(text.slice(key.start, key.end)) as string;
        const valueEnd = valueStart + text.slice(valueStart, start).trimEnd().length;
        properties.push({ start: key.start, key: name, valueStart, valueEnd });
        key = undefined;
      }
    }
    depth += step;
  });
  return properties;
}

/** @returns 1 for the start of a list or an object, -1 for its end, 0 for any other mark */
function measureStep(mark: number): number {
  if (mark === listStart || mark === objectStart) return 1;
  return mark === listEnd || mark === objectEnd ? -1 : 0;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

function visitMarks(text: string, visit: MarkVisitor): void {
  for (let at = 0; at < text.length; ) {
    const start = at;
    const mark = text.charCodeAt(start);
    at = mark === quote ? findStringEnd(text, start) : start + 1;
    if (mark === quote || mark === comma || mark === colon || measureStep(mark) !== 0) visit(mark, start, at);
  }
}

/** @returns where the string that starts at `start` ends, behind its quotation mark; the end of a text that lacks it */
function findStringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}
