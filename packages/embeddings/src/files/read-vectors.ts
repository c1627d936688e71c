import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileError } from '@tagger/core';
import type { Vectors } from '../vectors/vectors';
import { parseVectors } from './parse-vectors';
import type { ParseVectorsOptions } from './vectors-format';

const PIECE = 1 << 20;

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

async function* readBytes(path: string): AsyncGenerator<Uint8Array> {
  try {
    const isPacked = await isGzip(path);
    const file = createReadStream(path, { highWaterMark: PIECE });
    // Whatever fails reaches the reader through the last stream: nothing is left for the callback.
    const bytes = isPacked ? pipeline(file, createGunzip({ chunkSize: PIECE }), () => {}) : file;
    yield* bytes;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const problem = error.code === 'ENOENT' ? 'no such file' : error.message;
    throw new FileError(problem, { location: { file: path }, cause: error });
  }
}

async function isGzip(path: string): Promise<boolean> {
  for await (const head of createReadStream(path, { end: 1 })) return head[0] === 0x1f && head[1] === 0x8b;
  return false;
}
