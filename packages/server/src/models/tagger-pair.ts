import { setImmediate } from 'node:timers/promises';
import { Tagger } from '@tagger/models';
import { readModelSource, Uses } from '@tagger/models/internal';
import type { ModelOption } from './model-option';

/** UTF-16 units of a short request, at most. */
export const shortLength = 1024;
/** Short requests at the same time, at most, that are tagged on the server's own thread; and while workers have long ones. */
const fewRequests = 2;
const fewBesideLong = 8;

/** A text with tokens of several kinds. */
const firstText =
  'Dr. A. Smith paid $1,234.50 (10%) at 10:30 for “it”: see https://example.org, or write to a@example.org!';

/**
 * A model on the server's own thread and on workers. To hand a short text to a worker and back takes longer than to tag it, and here it
 * waits for no long one. Where there are several they go to the workers, as long ones do: this thread is then left to receive, refuse and
 * answer requests, which is all that a server under load has time for.
 */
export class TaggerPair {
  readonly #uses = new Uses();
  /** Requests that wait or are tagged. */
  #short = 0;
  #long = 0;

  private constructor(
    private readonly near: Tagger,
    private readonly far: Tagger,
  ) {}

  /**
   * @throws ModelError if the model cannot be read
   * @throws SettingsError for a column that it does not have
   */
  static async load({ source, columns }: ModelOption, workers: number | undefined): Promise<TaggerPair> {
    // Read once: the file may be replaced in the meantime.
    const { bytes, name } = await readModelSource(source);
    const file = () => new File([bytes as Uint8Array<ArrayBuffer>], name);
    const far = await Tagger.pool(file(), { workers, columns, lowPriority: true });
    try {
      const near = await Tagger.load(file(), { columns });
      // Under load it is not used: the first text that it gets next to a long one would wait until its expressions are compiled.
      for (let time = 0; time < 2; time++) await near.tag(firstText);
      return new TaggerPair(near, far);
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
  use<Result>(length: number, tag: (tagger: Tagger) => Promise<Result>): Promise<Result> {
    return this.#uses.run(() => (length <= shortLength ? this.#tagShort(tag) : this.#tagLong(tag)));
  }

  async #tagShort<Result>(tag: (tagger: Tagger) => Promise<Result>): Promise<Result> {
    this.#short++;
    try {
      // Those that came at the same time are counted first.
      await setImmediate();
      const few = this.#long > 0 ? fewBesideLong : fewRequests;
      return await tag(this.#short <= few ? this.near : this.far);
    } finally {
      this.#short--;
    }
  }

  async #tagLong<Result>(tag: (tagger: Tagger) => Promise<Result>): Promise<Result> {
    this.#long++;
    try {
      return await tag(this.far);
    } finally {
      this.#long--;
    }
  }

  /** Frees the model once all that use it have ended. */
  release(): Promise<void> {
    return this.#uses.release(async () => {
      await Promise.all([this.near.release(), this.far.release()]);
    });
  }
}
