import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ModelDescription, ModelSource, Tagger } from '@tagger/models';
import { TaggerPair } from './tagger-pair';

/** A model to serve. */
export interface ModelOption {
  /** How requests name it. */
  readonly name: string;
  /** The model file, as `Tagger.load` takes it. */
  readonly source: ModelSource;
}

/** A model that is tagged with, and that another may take the place of while it is. */
export class ServedModel {
  #current: TaggerPair;
  #swap: Promise<boolean> = Promise.resolve(false);
  #isReleased = false;

  private constructor(
    readonly name: string,
    private readonly source: ModelSource,
    private readonly workers: number | undefined,
    current: TaggerPair,
  ) {
    this.#current = current;
  }

  static async load({ name, source }: ModelOption, workers: number | undefined): Promise<ServedModel> {
    return new ServedModel(name, source, workers, await TaggerPair.load(source, workers));
  }

  /** What the model file says of itself. */
  get description(): ModelDescription {
    return this.#current.tagger.model;
  }

  get language(): string {
    return this.#current.tagger.language;
  }

  get runtimeName(): string {
    return this.#current.tagger.runtimeName;
  }

  /**
   * Tags. Another model may take the place of this one in the meantime: it is then released when all that use it have ended.
   *
   * @param length UTF-16 units of what is tagged
   */
  use<Result>(length: number, tag: (tagger: Tagger) => Promise<Result>): Promise<Result> {
    return this.#current.use(length, tag);
  }

  /** The path of the model file; undefined of a model that is no file here. */
  get path(): string | undefined {
    if (this.source instanceof URL)
      return this.source.protocol === 'file:' ? fileURLToPath(this.source) : undefined;
    if (typeof this.source !== 'string' || /^(?:https?|data|blob):/i.test(this.source)) return undefined;
    return this.source.startsWith('file:') ? fileURLToPath(this.source) : this.source;
  }

  /**
   * Loads the model anew and puts it in the place of the one before, whose calls end as they began. One after another.
   *
   * @returns whether it was put there; false after `release`
   * @throws ModelError if it cannot be read: the one before stays
   */
  reload(): Promise<boolean> {
    const swap = this.#swap.catch(() => false).then(() => this.#reload());
    this.#swap = swap;
    return swap;
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    await this.#swap.catch(() => false);
    await this.#current.release();
  }

  async #reload(): Promise<boolean> {
    if (this.#isReleased) return false;
    const fresh = await TaggerPair.load(this.source, this.workers);
    const old = this.#current;
    this.#current = fresh;
    await old.release();
    return true;
  }
}

/** What tells whether a file is another than before; undefined where there is none. */
export async function identifyFile(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && [found.ino, found.size, found.mtimeMs].join(' ');
}
