import type { CsvSource, Sentence } from '../../sentence';
import { checkCells } from '../check-cells';
import type { WriteOptions } from '../corpus-format';
import { formatGap } from '../gap';
import { countMarks } from '../parse-lines';
import { removeLineEnd } from '../split-lines';
import { splitCsvRow, writeCsvCell } from './cells';

/**
 * Writes rows of CSV: the number of the sentence, word, tag and further columns. The first sentence of a file begins with the header. A sentence
 * that was read from CSV is given back byte for byte, with its tags; a file without tags gets a column for them.
 */
export function formatCsv(sentence: Sentence, options: WriteOptions = {}): string {
  const gap = formatGap(sentence, 'csv');
  if (gap !== undefined) return gap;
  checkCells(sentence, /^\s*$|[\r\n]/, 'CSV', /^\s|\s$/);
  return fillCsv(sentence, 'csv', options) ?? writeRows(sentence, options);
}

/** The rows of a sentence that was read from a file with a header, in the same format, with its tags; undefined for another one. */
export function fillCsv(
  sentence: Sentence,
  readAs: CsvSource['readAs'],
  options: WriteOptions,
): string | undefined {
  const { source } = sentence;
  return source?.format === 'csv' && source.readAs === readAs
    ? fillRows(sentence, source, options)
    : undefined;
}

function writeRows(sentence: Sentence, { number = 1, column = 'tag' }: WriteOptions): string {
  const columns = Object.entries(sentence.columns ?? {});
  const header = ['sentence', 'word', String(column), ...columns.map(([name]) => name)];
  const rows = sentence.words.map((word, index) => [
    String(number),
    word,
    readTag(sentence, index),
    ...columns.map(([, labels]) => labels[index] ?? ''),
  ]);
  return [...(number === 1 ? [header] : []), ...rows]
    .map((cells) => `${cells.map((cell) => writeCsvCell(cell, ',')).join(',')}\n`)
    .join('');
}

function readTag({ tags, unlabelled }: Sentence, index: number): string {
  const isUnlabelled = unlabelled?.includes(index) && tags?.[index] === '_';
  return isUnlabelled ? '' : (tags?.[index] ?? '');
}

function fillRows(sentence: Sentence, source: CsvSource, { number, column }: WriteOptions): string {
  const { header, delimiter, names, lines, rowLines } = source;
  const tag = findTagPlace(source, column);
  const adds = sentence.tags !== undefined && tag === names.length;
  const columns = Object.entries(sentence.columns ?? {}).map(([name, labels]) => ({
    place: names.findIndex((other) => other.toLowerCase() === name.toLowerCase()),
    labels,
  }));
  const written = [...lines];
  for (const [index, line] of rowLines.entries()) {
    const cells = new Map<number, string>();
    if (sentence.tags) cells.set(tag, readTag(sentence, index));
    for (const { place, labels } of columns)
      if (place !== -1 && labels[index] !== undefined) cells.set(place, labels[index]);
    written[line] = fillRow(lines[line]!, cells, delimiter);
  }
  const named = adds ? fillRow(header, new Map([[tag, String(column ?? 'tag')]]), delimiter) : header;
  const isRow = new Set(rowLines);
  const text = written.map((line, index) => (isRow.has(index) || line !== header ? line : named));
  const isMissing = number === 1 && !lines.includes(header);
  return `${isMissing ? named : ''}${text.join('')}`;
}

/** The place of the tags: that of a column by its name or number, or where they were read; behind the last column if it is new. */
function findTagPlace({ names, tag }: CsvSource, column: string | number | undefined): number {
  if (column === undefined) return tag ?? names.length;
  const named = names.findIndex((name) => name.trim().toLowerCase() === String(column).toLowerCase());
  if (named !== -1) return named;
  const number = Number(column);
  return Number.isSafeInteger(number) && number >= 1 && number <= names.length ? number - 1 : names.length;
}

/** The row with other values in some cells; one behind its last cell is added. */
function fillRow(line: string, cells: ReadonlyMap<number, string>, delimiter: string): string {
  const marks = countMarks(line);
  const text = removeLineEnd(line.slice(marks));
  const { raw, values } = splitCsvRow(text, delimiter);
  const filled = [...raw];
  for (const [place, value] of cells)
    if (place >= raw.length || values[place]!.trim() !== value)
      filled[place] = writeCsvCell(value, delimiter);
  return line.slice(0, marks) + filled.join(delimiter) + line.slice(marks + text.length);
}
