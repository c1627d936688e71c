import { VectorsError } from '../errors';
import type { Vectors } from '../vectors/vectors';
import { ByteCursor } from './byte-cursor';
import { parseBinaryVectors } from './parse-binary-vectors';
import { parseHeader } from './parse-header';
import { parseTextVectors } from './parse-text-vectors';
import { type ParseVectorsOptions, requireVectorsFormat, type VectorsFormat } from './vectors-format';

/** How much of a file is looked at to find its format. */
const sample = 1 << 14;
const newline = 0x0a;
const byteOrderMark = [0xef, 0xbb, 0xbf];
/** The first bytes of a model that fastText saves. */
const fasttextModel = [0xba, 0x16, 0x4f, 0x2f];

/**
 * Reads word vectors in any of the formats from a stream of bytes, such as the `body` of a `Response`. Memory is taken for
 * the words that are kept only.
 *
 * @throws VectorsError if the file is not what its format asks for: cut off, of another size than its header says, with
 * a vector of the wrong length, something that is no finite number, a word that is not UTF-8, or more than the limits in
 * `limits.ts`. The numbers of words that are not kept are not looked at. Of a word that is there twice, the first vector counts.
 * @throws SettingsError if there is no such format.
 */
export async function parseVectors(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ParseVectorsOptions = {},
): Promise<Vectors> {
  if (options.format !== undefined) requireVectorsFormat(options.format);
  const cursor = new ByteCursor(source, options);
  try {
    while (cursor.bytes.length < sample && (await cursor.readMore())) {}
    if (startsWith(cursor.bytes, byteOrderMark)) cursor.advance(byteOrderMark.length);
    const location = { file: options.name };
    if (cursor.bytes.length === 0) throw new VectorsError('the file is empty', { location });
    if (startsWith(cursor.bytes, fasttextModel)) {
      throw new VectorsError('this is a fastText model', { location, hint: 'use its .vec file' });
    }
    const format = options.format ?? guessFormat(cursor.bytes);
    if (format === 'word2vec-binary') return await parseBinaryVectors(cursor, options);
    return await parseTextVectors(cursor, options);
  } finally {
    await cursor.close();
  }
}

/** Binary if there is a header, and in what follows a byte that a text does not have; else the first line of a text tells. */
function guessFormat(bytes: Uint8Array): VectorsFormat | undefined {
  const lineEnd = bytes.indexOf(newline);
  if (lineEnd === -1 || !parseHeader(bytes.subarray(0, lineEnd))) return undefined;
  const isControl = (byte: number) => byte < 0x09 || (byte > 0x0d && byte < 0x20);
  return bytes.subarray(0, sample).some(isControl) ? 'word2vec-binary' : undefined;
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}
