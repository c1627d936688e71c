import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { createOutputFile } from './output-file';
import { standardStream } from './read-bytes';
import { isSystemError, toFileError } from './to-file-error';

/** Writes text to a file or a stream. */
export interface TextWriter {
  /**
   * Writes text, or its bytes in UTF-8, and waits while the output has no room for more.
   *
   * @returns false once nobody reads the output any more, as after `| head`: there is no use in writing on.
   * @throws FileError if the output cannot be written.
   */
  write(text: string | Uint8Array): Promise<boolean>;
  /** Waits until all is written; only then does a file appear. @throws FileError if that fails. */
  close(): Promise<void>;
  /** Throws away what was written to a file; what was there before stays. */
  abort(): Promise<void>;
}

/**
 * Opens a file, or a stream for `-`; see {@link createOutputFile} for how files are written.
 *
 * @param output for the path `-`
 * @throws FileError if the file cannot be written.
 */
export async function createTextWriter(path: string, output: Writable): Promise<TextWriter> {
  const file = path === standardStream ? undefined : await createOutputFile(path);
  const stream = file?.stream ?? output;
  let failure: unknown;
  function fail(error: unknown): void {
    failure ??= error;
  }
  stream.on('error', fail);

  /** @returns false if nobody reads; throws any other failure. */
  async function attempt(action: () => Promise<unknown>): Promise<boolean> {
    try {
      if (!failure) await action();
    } catch (error) {
      fail(error);
    }
    if (!failure) return true;
    if (isSystemError(failure) && failure.code === 'EPIPE') return false;
    throw toFileError(failure, file ? path : 'stdout');
  }

  return {
    async write(text) {
      if (stream.destroyed && !failure) return false;
      return attempt(async () => stream.write(text) || once(stream, 'drain'));
    },
    async close() {
      if (file) return file.commit();
      // The listener stays after a failure: the stream may tell of it a second time.
      if (await attempt(() => flush(stream))) stream.off('error', fail);
    },
    async abort() {
      await file?.abort();
    },
  };
}

function flush(stream: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write('', (error) => (error ? reject(error) : resolve()));
  });
}
