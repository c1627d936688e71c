import { stat } from 'node:fs/promises';
import { readBytes } from '@tagger/core/node';
import type { Vectors } from '../vectors/vectors';
import { parseVectors } from './parse-vectors';
import type { ParseVectorsOptions } from './vectors-format';

/** Options of `readVectors`. */
export interface ReadVectorsOptions extends Omit<ParseVectorsOptions, 'name' | 'onProgress'> {
  /** Told which share of the file is read, in [0, 1]. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Reads word vectors from a file, plain or packed with gzip; see `parseVectors`.
 *
 * @throws FileError if the file cannot be read.
 * @throws VectorsError if it is not what its format asks for.
 */
export async function readVectors(path: string, options: ReadVectorsOptions = {}): Promise<Vectors> {
  const { onProgress, ...rest } = options;
  // That a file is missing shows when it is read.
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  const onRead = onProgress && ((bytes: number) => onProgress(bytes / size));
  return parseVectors(readBytes(path, { onRead }), { ...rest, name: path });
}
