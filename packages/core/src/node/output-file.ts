import { rename, unlink } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { findTarget, type OutputTarget } from './output-target';
import { openSpecial } from './special-output';
import { createTemporary, type TemporaryFile } from './temporary-file';
import { isSystemError, toFileError } from './to-file-error';

/** A file that comes into being whole or not at all. */
export interface OutputFile {
  /** Takes what is to be written. */
  readonly stream: Writable;
  /**
   * Ends the stream, waits until all is on the disk, and only then puts the file in its place. It is no error if a pipe has
   * no reader any more.
   *
   * @throws FileError if that fails; what was there before stays.
   */
  commit(): Promise<void>;
  /** Throws away what was written; what was there before stays. */
  abort(): Promise<void>;
}

/**
 * Opens a file for writing, as a temporary one beside it which takes its place at the end: a crash leaves the old file
 * whole. It is packed with gzip if its name ends in `.gz`. What is no regular file, such as `/dev/null`, a named pipe, or
 * `/dev/stdout`, is written directly and never replaced. A symbolic link stays, and the file that it leads to is written.
 *
 * @throws FileError if it is a folder, has no folder, or may not be written.
 */
export async function createOutputFile(path: string): Promise<OutputFile> {
  const target = await findTarget(path);
  const { file, temporary } = await open(target, path);
  const gzip = path.toLowerCase().endsWith('.gz') ? createGzip() : undefined;
  const stream = gzip ?? file;
  const closed = gzip ? pipeline(gzip, file) : finished(file);
  closed.catch(() => {}); // commit tells of it; until then nobody waits for it

  async function abort(): Promise<void> {
    stream.destroy();
    file.destroy();
    await finished(file).catch(() => {});
    if (temporary) await unlink(temporary.path).catch(() => {});
    temporary?.forget();
  }

  async function commit(): Promise<void> {
    try {
      stream.end();
      await closed;
      if (temporary && target.kind === 'file') await rename(temporary.path, target.path);
      temporary?.forget();
    } catch (error) {
      await abort();
      if (target.kind === 'file' || !isSystemError(error) || error.code !== 'EPIPE')
        throw toFileError(error, path);
    }
  }

  return { stream, commit, abort };
}

async function open(
  target: OutputTarget,
  path: string,
): Promise<{ file: Writable; temporary?: TemporaryFile }> {
  try {
    if (target.kind !== 'file') return { file: await openSpecial(target) };
    const temporary = await createTemporary(target.path, target.mode);
    return { file: temporary.handle.createWriteStream({ flush: true }), temporary };
  } catch (error) {
    throw toFileError(error, path);
  }
}

/**
 * Writes a whole file at once, as {@link createOutputFile} does.
 *
 * @throws FileError if it cannot be written; what was there before stays.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const file = await createOutputFile(path);
  file.stream.write(content);
  await file.commit();
}
