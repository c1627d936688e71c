import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean };
/** SIGHUP: the terminal was closed. */
export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** What the command touches of the world around it; handed in, so that tests can look at it. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Results. */
  readonly stdout: Output;
  /** Progress, notes and errors. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Waits so many milliseconds; an abort ends it with the signal's reason. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Calls the listener at a signal, in the place of those that were added before it; returns what takes it away. */
  onSignal(listener: (signal: Signal) => void): () => void;
}

export const processIo: Io = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  now: () => performance.now(),
  async sleep(milliseconds, signal) {
    await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
    signal.throwIfAborted();
  },
  onSignal(listener) {
    if (listeners.length === 0) for (const signal of signals) process.on(signal, tellLast);
    listeners.push(listener);
    return () => {
      listeners.splice(listeners.indexOf(listener), 1);
      if (listeners.length === 0) for (const signal of signals) process.off(signal, tellLast);
    };
  },
};

const signals: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const listeners: ((signal: Signal) => void)[] = [];

function tellLast(signal: Signal): void {
  listeners.at(-1)?.(signal);
}
