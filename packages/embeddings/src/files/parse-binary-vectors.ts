import { VectorsError } from '../errors/vectors-error';
import type { Vectors } from '../vectors/vectors';
import type { ByteCursor } from './byte-cursor';
import { createCountError, parseHeader, requireHeader } from './parse-header';
import { decodeWord, VectorsBuilder } from './vectors-builder';
import type { ParseVectorsOptions } from './vectors-format';

const NEWLINE = 0x0a;
const BLANK = 0x20;
const LONGEST_WORD = 1 << 16;

/** Reads the format `word2vec-binary`; a line break after a vector, which only some programs write, is passed over. */
export async function parseBinaryVectors(cursor: ByteCursor, options: ParseVectorsOptions): Promise<Vectors> {
  const { name: file } = options;
  const lineEnd = await cursor.find(NEWLINE);
  const header = requireHeader(parseHeader(cursor.bytes.subarray(0, lineEnd)), file);
  cursor.advance(lineEnd + 1);
  const builder = new VectorsBuilder(header.dimension, options);
  while (builder.rank < header.count) {
    while (!readRecord(cursor, builder, file)) {
      if (!(await cursor.readMore())) throw createCountError(header, builder.rank, file);
    }
  }
  while (cursor.bytes.every((byte) => byte === NEWLINE)) {
    if (!(await cursor.readMore())) return builder.build();
  }
  throw createCountError(header, builder.rank + 1, file);
}

/** Reads a word and its vector; false, and nothing read, if not all of it is there yet. */
function readRecord(cursor: ByteCursor, builder: VectorsBuilder, file: string | undefined): boolean {
  const { bytes } = cursor;
  const start = bytes[0] === NEWLINE ? 1 : 0;
  const wordEnd = bytes.indexOf(BLANK, start);
  if (wordEnd === -1 && bytes.length < LONGEST_WORD) return false;
  const ordinal = `word ${builder.rank + 1}`;
  if (wordEnd === -1 || wordEnd === start) {
    throw new VectorsError(`${ordinal} is empty or too long`, {
      location: { file },
      hint: 'is its dimension the one in the header?',
    });
  }
  const end = wordEnd + 1 + 4 * builder.dimension;
  if (bytes.length < end) return false;
  const word = decodeWord(bytes.subarray(start, wordEnd), { file: file && `${file}, ${ordinal}` });
  const vector = builder.add(word, { file });
  if (vector) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + wordEnd + 1, 4 * builder.dimension);
    for (let column = 0; column < vector.length; column += 1)
      vector[column] = view.getFloat32(4 * column, true);
    requireFinite(vector, `${ordinal}, ${JSON.stringify(word)},`, file);
  }
  cursor.advance(end);
  return true;
}

function requireFinite(vector: Float32Array, word: string, file: string | undefined): void {
  const column = vector.findIndex((value) => !Number.isFinite(value));
  if (column === -1) return;
  throw new VectorsError(`number ${column + 1} of ${word} is ${vector[column]}`, { location: { file } });
}
