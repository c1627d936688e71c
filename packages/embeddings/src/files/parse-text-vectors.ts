import type { ErrorLocation } from '@tagger/core';
import { VectorsError } from '../errors';
import type { Vectors } from '../vectors/vectors';
import type { ByteCursor } from './byte-cursor';
import { longestLine, longestNumber, longestWord } from './limits';
import { parseDecimal } from './parse-decimal';
import { parseHeader, requireCount, requireDimension, requireHeader } from './parse-header';
import { decodeWord, VectorsBuilder } from './vectors-builder';
import type { ParseVectorsOptions } from './vectors-format';

const newline = 0x0a;

/** Reads the formats `word2vec`, `glove`, and either of them as the first line has it. */
export async function parseTextVectors(cursor: ByteCursor, options: ParseVectorsOptions): Promise<Vectors> {
  const { format, name: file, onWarning } = options;
  const firstEnd = requireLine(await cursor.find(newline, longestLine), { file, line: 1 });
  const firstLine = cursor.bytes.subarray(0, firstEnd);
  const found = format === 'glove' ? undefined : parseHeader(firstLine);
  const header = found || format === 'word2vec' ? requireHeader(found, file) : undefined;
  const fields = new FieldFinder();
  const dimension = header?.dimension ?? fields.find(firstLine) - 1;
  if (dimension < 1) throw new VectorsError('there is no vector', { location: { file, line: 1 } });
  requireDimension(dimension, file);
  if (header) cursor.advance(Math.min(firstEnd + 1, cursor.bytes.length));

  const builder = new VectorsBuilder(dimension, options);
  for (let line = header ? 2 : 1; ; line += 1) {
    const found = findLineEnd(cursor);
    // Most lines are there already: waiting for each would take longer than reading it.
    const end = requireLine(typeof found === 'number' ? found : await found, { file, line });
    if (end > 0) readLine(cursor.bytes.subarray(0, end), fields, builder, { file, line });
    if (end === cursor.bytes.length) {
      if (end > 0) onWarning?.(`${file ? `${file}: ` : ''}${noLineBreak}`);
      break;
    }
    cursor.advance(end + 1);
  }
  if (header) requireCount(header, builder.rank, file);
  return builder.build();
}

/** All programs end the last line; a number that is cut off is a number, too. */
const noLineBreak = 'there is no line break at the end: if the file is cut off, its last number is wrong';

/** As `cursor.find`, without waiting where the line is there already. */
function findLineEnd(cursor: ByteCursor): number | Promise<number> {
  const found = cursor.bytes.indexOf(newline);
  return found === -1 ? cursor.find(newline, longestLine) : found;
}

/** @throws VectorsError if a line is too long. */
function requireLine(length: number, location: ErrorLocation): number {
  if (length <= longestLine) return length;
  throw new VectorsError(`a line of more than ${longestLine} bytes`, {
    location,
    hint: 'is it a file of word vectors?',
  });
}

/**
 * A word and its numbers. A word may have blanks in it, as some of GloVe's have: all before the last numbers is the word,
 * unless it looks like numbers too many. A line that begins with a blank and lacks a field has no word.
 */
function readLine(
  bytes: Uint8Array,
  fields: FieldFinder,
  builder: VectorsBuilder,
  location: ErrorLocation,
): void {
  const { dimension } = builder;
  const count = fields.find(bytes) - 1;
  if (count < 0) return;
  const extra = count - dimension;
  if (extra === -1 && fields.starts[0]! > 0) {
    builder.passEmpty();
    return;
  }
  if (extra < 0 || hasNumber(bytes, fields, 1, extra)) {
    throw new VectorsError(`the vector has ${count} values, not ${dimension}`, { location });
  }
  const end = fields.ends[extra]!;
  if (end - fields.starts[0]! > longestWord) {
    throw new VectorsError(`a word of more than ${longestWord} bytes`, { location });
  }
  const word = decodeWord(bytes.subarray(fields.starts[0], end), location);
  const vector = builder.add(word, location);
  if (!vector) return;
  for (let column = 0; column < dimension; column += 1) {
    const field = extra + 1 + column;
    const value = Math.fround(parseDecimal(bytes, fields.starts[field]!, fields.ends[field]!));
    if (!Number.isFinite(value)) throw createNumberError(bytes, fields, field, column, location);
    vector[column] = value;
  }
}

function hasNumber(bytes: Uint8Array, fields: FieldFinder, first: number, last: number): boolean {
  for (let field = first; field <= last; field += 1) {
    if (!Number.isNaN(parseDecimal(bytes, fields.starts[field]!, fields.ends[field]!))) return true;
  }
  return false;
}

function createNumberError(
  bytes: Uint8Array,
  fields: FieldFinder,
  field: number,
  column: number,
  location: ErrorLocation,
): VectorsError {
  const text = new TextDecoder().decode(
    bytes.subarray(fields.starts[field], fields.ends[field]).subarray(0, 40),
  );
  const place = `number ${column + 1} (at byte ${fields.starts[field]! + 1} of the line)`;
  const isLong = fields.ends[field]! - fields.starts[field]! > longestNumber;
  const problem = isLong
    ? `begins ${JSON.stringify(text)} and is longer than ${longestNumber} bytes`
    : `is ${JSON.stringify(text)}, which is no finite number`;
  return new VectorsError(`${place} ${problem}`, { location });
}

/** Finds the fields of a line, which stand between blanks. */
class FieldFinder {
  starts = new Uint32Array(1024);
  ends = new Uint32Array(1024);

  /** @returns how many fields; where they start and end is in `starts` and `ends` until the next call */
  find(bytes: Uint8Array): number {
    let count = 0;
    let start = -1;
    for (let index = 0; index <= bytes.length; index += 1) {
      const byte = bytes[index]; // undefined at the end of the line
      const isBlank = byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === undefined;
      if (!isBlank && start === -1) start = index;
      if (!isBlank || start === -1) continue;
      if (count === this.starts.length) this.#enlarge();
      this.starts[count] = start;
      this.ends[count] = index;
      count += 1;
      start = -1;
    }
    return count;
  }

  #enlarge(): void {
    const { starts, ends } = this;
    this.starts = new Uint32Array(2 * starts.length);
    this.ends = new Uint32Array(2 * ends.length);
    this.starts.set(starts);
    this.ends.set(ends);
  }
}
