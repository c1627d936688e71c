import { VectorsError } from '../errors';
import type { Vectors } from '../vectors/vectors';
import type { ByteCursor } from './byte-cursor';
import { longestWord } from './limits';
import { createCountError, parseHeader, requireHeader } from './parse-header';
import { decodeWord, VectorsBuilder } from './vectors-builder';
import type { ParseVectorsOptions } from './vectors-format';

const newline = 0x0a;
const BLANK = 0x20;
/** Far more bytes than a header has. */
const longestHeader = 1024;

/** Reads the format `word2vec-binary`. Some programs write a line break after each vector, and the others none. */
export async function parseBinaryVectors(cursor: ByteCursor, options: ParseVectorsOptions): Promise<Vectors> {
  const { name: file } = options;
  const lineEnd = await cursor.find(newline, longestHeader);
  const header = requireHeader(parseHeader(cursor.bytes.subarray(0, lineEnd)), file);
  cursor.advance(Math.min(lineEnd + 1, cursor.bytes.length));
  const records = new RecordReader(new VectorsBuilder(header.dimension, options), file);
  const { builder } = records;
  while (builder.rank < header.count) {
    while (!records.read(cursor)) {
      if (!(await cursor.readMore())) throw createCountError(header, builder.rank, file);
    }
  }
  while (cursor.bytes.every((byte) => byte === newline)) {
    cursor.advance(cursor.bytes.length);
    if (!(await cursor.readMore())) return builder.build();
  }
  throw createCountError(header, builder.rank + 1, file);
}

/** Reads words and their vectors, one after the other. */
class RecordReader {
  /** Whether a line break follows each vector: the first two records tell. */
  #hasBreaks: boolean | undefined;
  /** The record before, as errors call it. */
  #previous = '';

  constructor(
    readonly builder: VectorsBuilder,
    private readonly file: string | undefined,
  ) {}

  /** Reads a word and its vector; false, and nothing read, if not all of it is there yet. */
  read(cursor: ByteCursor): boolean {
    const { bytes } = cursor;
    const { builder } = this;
    if (bytes.length === 0) return false;
    const start = bytes[0] === newline ? 1 : 0;
    if (builder.rank === 1) this.#hasBreaks = start === 1;
    if (builder.rank > 0 && this.#hasBreaks !== (start === 1)) throw this.#createShiftError();
    const wordEnd = bytes.indexOf(BLANK, start);
    if (wordEnd === -1 && bytes.length <= start + longestWord) return false;
    const ordinal = `word ${builder.rank + 1}`;
    if (wordEnd === -1 || wordEnd > start + longestWord)
      throw this.#createError(`${ordinal} has more than ${longestWord} bytes`);
    const end = wordEnd + 1 + 4 * builder.dimension;
    if (bytes.length < end) return false;
    const word = this.#decode(bytes.subarray(start, wordEnd), ordinal);
    if (word === '') {
      // Without line breaks it is rather a vector that was not where it should be.
      if (!this.#hasBreaks) throw this.#createError(`${ordinal} is empty`);
      builder.passEmpty();
    } else {
      this.#readVector(bytes, wordEnd + 1, word, `${ordinal}, ${JSON.stringify(word)}`);
    }
    this.#previous = `${ordinal}, ${JSON.stringify(word)}`;
    cursor.advance(end);
    return true;
  }

  #readVector(bytes: Uint8Array, start: number, word: string, name: string): void {
    const vector = this.builder.add(word, { file: this.file });
    if (!vector) return;
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, 4 * vector.length);
    for (let column = 0; column < vector.length; column += 1) {
      const value = view.getFloat32(4 * column, true);
      if (!Number.isFinite(value)) {
        throw this.#createError(`number ${column + 1} of ${name}, is ${value}`);
      }
      vector[column] = value;
    }
  }

  #decode(bytes: Uint8Array, ordinal: string): string {
    try {
      return decodeWord(bytes, { file: this.file });
    } catch (cause) {
      throw this.#createError(`${ordinal} is not UTF-8`, cause);
    }
  }

  /** The vector of the record before did not end where it should. */
  #createShiftError(): VectorsError {
    return new VectorsError(`${this.#previous}, has a blank in it, or a vector of another length`, {
      location: { file: this.file },
      hint: 'this format cannot hold words with blanks: replace them, or save it as text',
    });
  }

  /** Where a record makes no sense, the one before may be the cause. */
  #createError(problem: string, cause?: unknown): VectorsError {
    const before = this.#previous && `has ${this.#previous}, or one before it, a blank in it? `;
    return new VectorsError(problem, {
      location: { file: this.file },
      hint: `${before}is the dimension the one in the header?`,
      cause,
    });
  }
}
