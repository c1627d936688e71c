import { TaggerError } from '@tagger/core';

/**
 * Counts the calls that use a tagger, which is released once they have ended. A set of them would hold the memory of each beyond its end: the
 * tables of a `Set` or `Map` whose items come and go are a chain, of which one that was promoted keeps all that follow, and what was in them.
 */
export class Uses {
  #running = 0;
  #onEnd: (() => void) | undefined;
  #released: Promise<void> | undefined;

  /** @throws TaggerError after `release` */
  require(): void {
    if (this.#released) throw new TaggerError('this tagger was released', { hint: 'load the model again' });
  }

  /** Runs what `release` waits for. @throws TaggerError after `release` */
  async run<Result>(compute: () => Promise<Result>): Promise<Result> {
    this.require();
    this.#running++;
    try {
      return await compute();
    } finally {
      this.#running--;
      if (this.#running === 0) this.#onEnd?.();
    }
  }

  /** Frees what was used, at the first call. */
  release(free: () => Promise<void>): Promise<void> {
    this.#released ??= this.#end().then(free);
    return this.#released;
  }

  async #end(): Promise<void> {
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => {
      this.#onEnd = resolve;
    });
  }
}
