import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean };
export type Signal = 'SIGINT' | 'SIGTERM';

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
  /** Calls the listener at Ctrl-C and SIGTERM; returns what takes the listener away. */
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
    const signals: Signal[] = ['SIGINT', 'SIGTERM'];
    for (const signal of signals) process.on(signal, listener);
    return () => {
      for (const signal of signals) process.off(signal, listener);
    };
  },
};
