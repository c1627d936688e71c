/** A property of a JSON object, in its text. */
export interface JsonProperty {
  /** Where its key starts, at the quotation mark. */
  readonly start: number;
  readonly key: string;
  /** Where its value starts and ends. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

const opening = ['{', '['];
const closing = ['}', ']'];
const mark = /["{}[\],:]/g;

/** How deeply lists and objects are nested in one another; of text that is no JSON, any number. */
export function measureJsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const { character } of findMarks(text)) {
    if (opening.includes(character)) deepest = Math.max(deepest, ++depth);
    else if (closing.includes(character)) depth -= 1;
  }
  return deepest;
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
    const comma = hasBlanks ? ', ' : ',';
    pieces.push(text.slice(done, end), properties.length > 0 ? comma : '', added.join(comma));
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
  for (const { character, start, end } of findMarks(text)) {
    if (opening.includes(character)) {
      depth += 1;
    } else if (character === '"') {
      string = { start, end };
    } else if (character === ':' && depth === 1) {
      key = string;
      valueStart = skipSpaces(text, end);
    } else if (depth === 1 && key && (character === ',' || character === '}')) {
      const name = JSON.parse(text.slice(key.start, key.end)) as string;
      const valueEnd = valueStart + text.slice(valueStart, start).trimEnd().length;
      properties.push({ start: key.start, key: name, valueStart, valueEnd });
      key = undefined;
    }
    if (closing.includes(character)) depth -= 1;
  }
  return properties;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

/** Gives the marks of JSON that are no part of a string, and each string as one mark. */
function* findMarks(text: string): Generator<{ character: string; start: number; end: number }> {
  mark.lastIndex = 0;
  for (let at = 0; ; ) {
    mark.lastIndex = at;
    const found = mark.exec(text);
    if (!found) return;
    const { 0: character, index: start } = found;
    at = character === '"' ? findStringEnd(text, start) : start + 1;
    yield { character, start, end: at };
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
