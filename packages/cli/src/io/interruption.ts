import { exitStatus, signalStatus } from './exit-status';
import type { Io, Signal } from './io';

/** Turns Ctrl-C, SIGTERM and SIGHUP into an abort, so that what is open can be closed; a second one ends the process at once. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #remove: () => void;
  #first: Signal | undefined;

  constructor(io: Io, onFirst: () => void = () => {}) {
    this.#remove = io.onSignal((signal) => {
      if (this.#first) process.exit(signalStatus(signal));
      this.#first = signal;
      onFirst();
      this.#controller.abort();
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What the process exits with if it was interrupted. */
  get status(): number {
    return this.#first ? signalStatus(this.#first) : exitStatus.done;
  }

  /** Stops listening. */
  end(): void {
    this.#remove();
  }
}
