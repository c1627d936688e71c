import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { toFileError } from './to-file-error';

/** The path that stands for the standard input or output. */
export const standardStream = '-';

/** Options of everything that reads a file. */
export interface ReadOptions {
  /** What is read for the path `-`; `process.stdin` if not given. */
  readonly input?: Readable | undefined;
  /** Told after each piece how many bytes of the source are read, before they are unpacked. */
  readonly onRead?: ((bytes: number) => void) | undefined;
}

/** How a path is called in messages. */
export function nameInput(path: string): string {
  return path === standardStream ? 'stdin' : path;
}

/**
 * Reads a file, or the standard input for `-`, in pieces; what is compressed with gzip is unpacked, whatever its name.
 *
 * @throws FileError from the iteration, if it cannot be read or is not whole.
 */
export async function* readBytes(path: string, options: ReadOptions = {}): AsyncGenerator<Buffer> {
  const source = path === standardStream ? (options.input ?? process.stdin) : createReadStream(path);
  try {
    const pieces = tellRead(source, options.onRead);
    const head = await readHead(pieces);
    const bytes = prepend(head, pieces);
    yield* head[0] === 0x1f && head[1] === 0x8b ? gunzip(bytes) : bytes;
  } catch (error) {
    throw toFileError(error, nameInput(path));
  } finally {
    source.destroy();
  }
}

async function* tellRead(
  source: AsyncIterable<Buffer>,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    onRead(bytes);
    yield piece;
  }
}

/** Reads the two bytes that tell gzip, and what comes with them; less only where there is no more. */
async function readHead(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await pieces.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

async function* prepend(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}

function gunzip(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  // Whatever fails, here or before, reaches the reader through the last stream: nothing is left for the callback.
  return pipeline(bytes, createGunzip({ chunkSize: 1 << 16 }), () => {});
}
