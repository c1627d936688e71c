import { TaggerError } from '@tagger/core';

/** The calls that use a tagger, which is released once they have ended. */
export class Uses {
  readonly #running = new Set<Promise<unknown>>();
  #released: Promise<void> | undefined;

  /** @throws TaggerError after `release` */
  require(): void {
    if (this.#released) throw new TaggerError('this tagger was released', { hint: 'load the model again' });
  }

  /** Runs what `release` waits for. @throws TaggerError after `release` */
  async run<Result>(compute: () => Promise<Result>): Promise<Result> {
    this.require();
    const running = compute();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Frees what was used, at the first call. */
  release(free: () => Promise<void>): Promise<void> {
    this.#released ??= Promise.allSettled(this.#running).then(free);
    return this.#released;
  }
}
