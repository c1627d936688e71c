import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ModelDescription, Tagger } from '@tagger/models';
import type { ModelOption } from './model-option';
import { TaggerPair } from './tagger-pair';

/** A model that is tagged with, and that another may take the place of while it is. */
export class ServedModel {
  #current: TaggerPair;
  #swap: Promise<boolean> = Promise.resolve(false);
  #isReleased = false;

  private constructor(
    private readonly option: ModelOption,
    private readonly workers: number | undefined,
    current: TaggerPair,
  ) {
    this.#current = current;
  }

  static async load(option: ModelOption, workers: number | undefined): Promise<ServedModel> {
    return new ServedModel(option, workers, await TaggerPair.load(option, workers));
  }

  get name(): string {
    return this.option.name;
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
    const { source } = this.option;
    if (source instanceof URL) return source.protocol === 'file:' ? fileURLToPath(source) : undefined;
    if (typeof source !== 'string' || /^(?:https?|data|blob):/i.test(source)) return undefined;
    return source.startsWith('file:') ? fileURLToPath(source) : source;
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
    const fresh = await TaggerPair.load(this.option, this.workers);
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
