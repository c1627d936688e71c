import { SettingsError } from '@tagger/core';
import type { Vectors } from '../vectors/vectors';
import { formatDecimal } from './format-decimal';
import { requireVectorsFormat, type VectorsFormat } from './vectors-format';

const encoder = new TextEncoder();
/** Words in a piece. */
const piece = 256;

/**
 * Writes vectors in any of the formats, in pieces of a few hundred words. No number loses anything: what is read back
 * is what was there.
 *
 * @throws SettingsError from the first step, if a word has a blank in it, which none of the formats can hold, or
 * there is no such format.
 */
export function* formatVectors(
  vectors: Vectors,
  format: VectorsFormat = 'word2vec',
): Generator<Uint8Array<ArrayBuffer>> {
  requireVectorsFormat(format);
  requireNoBlanks(vectors.words);
  if (format !== 'glove') yield encoder.encode(`${vectors.words.length} ${vectors.dimension}\n`);
  const formatRow = format === 'word2vec-binary' ? formatBinaryRow : formatTextRow;
  for (let start = 0; start < vectors.words.length; start += piece) {
    const words = vectors.words.slice(start, start + piece);
    yield concatenate(words.map((word, index) => formatRow(word, vectors.row(start + index))));
  }
}

type FormatRow = (word: string, vector: Float32Array) => Uint8Array;

const formatTextRow: FormatRow = (word, vector) =>
  encoder.encode(`${word} ${Array.from(vector, formatDecimal).join(' ')}\n`);

const formatBinaryRow: FormatRow = (word, vector) => {
  const name = encoder.encode(`${word} `);
  const row = new Uint8Array(name.length + 4 * vector.length + 1);
  row.set(name);
  const view = new DataView(row.buffer, name.length);
  for (const [column, value] of vector.entries()) view.setFloat32(4 * column, value, true);
  row[row.length - 1] = 0x0a;
  return row;
};

function concatenate(rows: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    joined.set(row, at);
    at += row.length;
  }
  return joined;
}

function requireNoBlanks(words: readonly string[]): void {
  const word = words.find((candidate) => candidate === '' || /[ \t\r\n]/.test(candidate));
  if (word === undefined) return;
  throw new SettingsError(
    `the word ${JSON.stringify(word)} cannot be written: the file has blanks between its fields`,
  );
}
