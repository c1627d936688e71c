import { readBytes } from '@tagger/core/node';
import type { Vectors } from '../vectors/vectors';
import { parseVectors } from './parse-vectors';
import type { ParseVectorsOptions } from './vectors-format';

/**
 * Reads word vectors from a file, plain or packed with gzip; see `parseVectors`.
 *
 * @throws {FileError} if the file cannot be read.
 * @throws {VectorsError} if it is not what its format asks for.
 */
export async function readVectors(
  path: string,
  options: Omit<ParseVectorsOptions, 'name'> = {},
): Promise<Vectors> {
  return parseVectors(readBytes(path), { ...options, name: path });
}
