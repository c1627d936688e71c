import { escapeControlsInLines } from '@tagger/core/internal';
import type { Io, Output } from './io';

const originals = new WeakMap<Output, Output>();

/**
 * The same streams, at which text of a file, an argument or a server cannot act on a terminal: standard error shows
 * control characters in visible form, and so does standard output where it is a terminal. A pipe or a file gets its data
 * unchanged.
 */
export function protectTerminal(io: Io): Io {
  return {
    stdin: io.stdin,
    stdout: io.stdout.isTTY ? escaping(io.stdout) : io.stdout,
    stderr: escaping(io.stderr),
    env: io.env,
    now: () => io.now(),
    sleep: (milliseconds, signal) => io.sleep(milliseconds, signal),
    onSignal: (listener) => io.onSignal(listener),
  };
}

/** The stream behind a protected one, for a progress bar, which moves the cursor and escapes its own text. */
export function unprotected(output: Output): Output {
  return originals.get(output) ?? output;
}

/** A proxy, and no stream of its own, so that what is written to both outputs keeps its order, and errors stay those of the stream. */
function escaping(output: Output): Output {
  const escaped = new Proxy(output, {
    get(target, key) {
      if (key === 'write' || key === 'end')
        return (piece: unknown, ...rest: unknown[]) =>
          Reflect.apply(target[key], target, [escapePiece(piece), ...rest]);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  originals.set(escaped, output);
  return escaped;
}

function escapePiece(piece: unknown): unknown {
  if (piece instanceof Uint8Array) return escapeControlsInLines(Buffer.from(piece).toString());
  return typeof piece === 'string' ? escapeControlsInLines(piece) : piece;
}
