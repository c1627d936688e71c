/** The cells of a row. */
export interface Cells {
  /** As they are in the text, with their quotes. */
  readonly raw: readonly string[];
  readonly values: readonly string[];
  /** Whether the quotes of the last cell are closed, and nothing follows any closing quote. */
  readonly isWhole: boolean;
}

/**
 * Splits a row at a delimiter. A cell in double quotes may hold the delimiter, and a quote as `""` (RFC 4180). Quotes within a
 * cell that does not begin with one belong to its text.
 *
 * Libraries give the values of cells alone; a file can be written back byte for byte only with their text.
 */
export function splitCsvRow(text: string, delimiter: string): Cells {
  if (!text.includes('"')) {
    const raw = text.split(delimiter);
    return { raw, values: raw, isWhole: true };
  }
  const cells = splitQuoted(text, delimiter);
  if (cells.isWhole || delimiter !== '\t') return cells;
  // Files with tabs rarely have quotes: there, one that is not closed is a letter like others.
  const raw = text.split(delimiter);
  return { raw, values: raw, isWhole: true };
}

function splitQuoted(text: string, delimiter: string): Cells {
  const raw: string[] = [];
  let isWhole = true;
  for (let at = 0; at <= text.length; at += raw.at(-1)!.length + 1) {
    const quoted = text[at] === '"';
    const end = quoted ? findClosingQuote(text, at + 1) + 1 : at;
    if (quoted && end === 0) isWhole = false;
    const next = text.indexOf(delimiter, quoted && end === 0 ? text.length : end);
    if (quoted && end > 0 && (next === -1 ? text.length : next) !== end) isWhole = false;
    raw.push(text.slice(at, next === -1 ? text.length : next));
  }
  return { raw, values: raw.map(unquote), isWhole };
}

/** The quote that ends a cell, from a place within it; -1 if it has none. */
function findClosingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}

function unquote(raw: string): string {
  return /^".*"$/s.test(raw) && raw.length > 1 ? raw.slice(1, -1).replaceAll('""', '"') : raw;
}

/** The text of a cell, in quotes where it needs them. */
export function writeCsvCell(value: string, delimiter: string): string {
  const isPlain = !value.includes('"') && !value.includes(delimiter) && !/[\r\n]|^\s|\s$/.test(value);
  return isPlain ? value : `"${value.replaceAll('"', '""')}"`;
}
