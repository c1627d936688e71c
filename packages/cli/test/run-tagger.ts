import { PassThrough, Writable } from 'node:stream';
import { run } from '@tagger/cli';
import type { Io, Signal } from '../src/io/io';

export interface RunOptions {
  /** What the standard input gives; a stream to give it piece by piece. */
  readonly input?: string | PassThrough;
  readonly isTerminal?: boolean;
  readonly env?: Io['env'];
  /** Told of each piece of output, and may then send a signal. */
  readonly onOutput?: (text: string, kill: (signal: Signal) => void) => void;
  /** Told at the start how to send a signal. */
  readonly onStart?: (kill: (signal: Signal) => void) => void;
  /** The error that each write to the standard output fails with. */
  readonly outputError?: NodeJS.ErrnoException;
  /** Told of each wait, in milliseconds, which is over at once. */
  readonly onSleep?: (milliseconds: number) => void;
}

export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process, with streams, clock and signals of its own. */
export async function runTagger(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const {
    input = '',
    isTerminal = false,
    env = {},
    onOutput = () => {},
    outputError,
    onSleep = () => {},
  } = options;
  const listeners = new Set<(signal: Signal) => void>();
  const kill = (signal: Signal) => {
    [...listeners].at(-1)?.(signal);
  };
  options.onStart?.(kill);
  let time = 0;
  const capture = (error?: Error) => {
    const pieces: string[] = [];
    const stream = new Writable({
      decodeStrings: false,
      write(text: string, _, done) {
        pieces.push(text);
        // An empty piece is a flush.
        if (text !== '') onOutput(text, kill);
        done(error);
      },
    });
    return { stream: Object.assign(stream, { isTTY: isTerminal }), read: () => pieces.join('') };
  };
  const stdout = capture(outputError);
  const stderr = capture();
  const stdin = typeof input === 'string' ? new PassThrough().end(input) : input;
  const status = await run(args, {
    stdin: Object.assign(stdin, { isTTY: isTerminal }),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env,
    now: () => {
      time += 10;
      return time;
    },
    async sleep(milliseconds, signal) {
      onSleep(milliseconds);
      signal.throwIfAborted();
    },
    onSignal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  return { status, stdout: stdout.read(), stderr: stderr.read() };
}
