import { once } from 'node:events';
import { createOutputFile } from '@tagger/core/node';
import type { Vectors } from '../vectors/vectors';
import { formatVectors } from './format-vectors';
import type { VectorsFormat } from './vectors-format';

/** Options of `writeVectors`. */
export interface WriteVectorsOptions {
  /** If not given: `word2vec-binary` for a name that ends in `.bin` or `.bin.gz`, otherwise `word2vec`. */
  readonly format?: VectorsFormat | undefined;
  /** Stops the writing: its reason is thrown, and what was there before stays. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes word vectors into a file, packed with gzip if its name ends in `.gz`. The file comes into being whole or not at
 * all: if anything fails, what was there before stays.
 *
 * @throws FileError if it cannot be written.
 * @throws SettingsError if a word has a blank in it.
 */
export async function writeVectors(
  vectors: Vectors,
  path: string,
  options: WriteVectorsOptions = {},
): Promise<void> {
  const { signal, format = /\.bin(\.gz)?$/i.test(path) ? 'word2vec-binary' : 'word2vec' } = options;
  const file = await createOutputFile(path);
  try {
    for (const piece of formatVectors(vectors, format)) {
      signal?.throwIfAborted();
      if (!file.stream.write(piece)) await once(file.stream, 'drain');
    }
  } catch (error) {
    if (error !== file.stream.errored) {
      await file.abort();
      throw error;
    }
  }
  await file.commit(); // tells of a failed write too
}
