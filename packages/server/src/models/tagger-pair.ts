import { type ModelSource, Tagger } from '@tagger/models';
import { readModelSource } from '@tagger/models/internal';

/** UTF-16 units of a request that is tagged here, at most; and of all that are at the same time. */
const shortLength = 1024;
const lengthAtOnce = 8192;

/**
 * A model on the server's own thread and on workers. To hand a short text to a worker and back takes longer than to tag it, and here it
 * waits for no long one. Long texts, and short ones where there are many, go to the workers.
 */
export class TaggerPair {
  readonly #running = new Set<Promise<unknown>>();
  /** UTF-16 units of what is tagged on this thread. */
  #load = 0;

  private constructor(
    private readonly near: Tagger,
    private readonly far: Tagger,
  ) {}

  /** @throws ModelError if the model cannot be read */
  static async load(source: ModelSource, workers: number | undefined): Promise<TaggerPair> {
    // Read once: the file may be replaced in the meantime.
    const { bytes, name } = await readModelSource(source);
    const file = () => new File([bytes as Uint8Array<ArrayBuffer>], name);
    const far = await Tagger.pool(file(), { workers });
    try {
      return new TaggerPair(await Tagger.load(file()), far);
    } catch (error) {
      await far.release();
      throw error;
    }
  }

  /** The tagger on workers. */
  get tagger(): Tagger {
    return this.far;
  }

  /**
   * Tags here or on a worker.
   *
   * @param length UTF-16 units of what is tagged
   */
  async use<Result>(length: number, tag: (tagger: Tagger) => Promise<Result>): Promise<Result> {
    const isNear = length <= shortLength && this.#load + length <= lengthAtOnce;
    if (isNear) this.#load += length;
    const result = tag(isNear ? this.near : this.far);
    this.#running.add(result);
    try {
      return await result;
    } finally {
      this.#running.delete(result);
      if (isNear) this.#load -= length;
    }
  }

  /** Frees the model once all that use it have ended. */
  async release(): Promise<void> {
    await Promise.allSettled(this.#running);
    await Promise.all([this.near.release(), this.far.release()]);
  }
}
