import { constants, createWriteStream, fstatSync, openSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { escapeControlsInLines } from '../text/escape-controls';
import type { OutputTarget } from './output-target';
import { isSystemError } from './to-file-error';

/** Milliseconds after which a named pipe is tried again that nobody reads yet. */
const pause = 50;

/**
 * Opens an output that is no file of a name: a device, a pipe, or a descriptor, which is written from where it stands. The
 * end of the stream closes it, except for standard output and standard error.
 *
 * @throws the system's error
 */
export async function openSpecial(target: Exclude<OutputTarget, { kind: 'file' }>): Promise<Writable> {
  if (target.kind === 'descriptor' && target.descriptor === 1) return keepOpen(process.stdout);
  if (target.kind === 'descriptor' && target.descriptor === 2) return keepOpen(process.stderr);
  const fd = target.kind === 'descriptor' ? target.descriptor : await openPath(target.path);
  const stats = fstatSync(fd);
  // A slow reader blocks no thread of a socket; one that waits in `write` would keep the process from exiting.
  if (stats.isFIFO() || stats.isSocket()) return new Socket({ fd, readable: false, writable: true });
  const stream = createWriteStream('', { fd });
  return isatty(fd) ? escaping(stream) : stream;
}

/** Waits until somebody reads a named pipe, as `open` does, but without a thread that waits with it. */
async function openPath(path: string): Promise<number> {
  if (!statSync(path).isFIFO()) return openSync(path, 'w');
  for (;;) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'ENXIO') throw error;
    }
    await setTimeout(pause);
  }
}

/** A stream that ends when all is written to another one, which stays open. */
function keepOpen(stream: Writable): Writable {
  return passOn(stream, 'isTTY' in stream && stream.isTTY === true);
}

/** Text of a file must not act on a terminal: its control characters are shown in visible form. */
function escaping(stream: Writable): Writable {
  return passOn(stream, true, () => stream.end());
}

function passOn(stream: Writable, isTerminal: boolean, end: () => void = () => {}): Writable {
  stream.on('error', () => {}); // the callbacks of `write` tell of it
  return new Writable({
    write(chunk: Buffer, _, done) {
      stream.write(isTerminal ? escapeControlsInLines(String(chunk)) : chunk, done);
    },
    destroy(error, done) {
      end();
      done(error);
    },
  });
}
