import type { ErrorLocation } from '@tagger/core';
import { VectorsError } from '../errors/vectors-error';
import { Vectors } from '../vectors/vectors';
import type { ParseVectorsOptions } from './vectors-format';

/** Gathers the words that are wanted, and their vectors. */
export class VectorsBuilder {
  readonly dimension: number;
  readonly #options: ParseVectorsOptions;
  readonly #words: string[] = [];
  readonly #seen = new Set<string>();
  #matrix: Float32Array<ArrayBuffer>;
  #rank = 0;

  constructor(dimension: number, options: ParseVectorsOptions) {
    this.dimension = dimension;
    this.#options = options;
    this.#matrix = new Float32Array(dimension * 64);
  }

  /** Words read, wanted or not. */
  get rank(): number {
    return this.#rank;
  }

  /**
   * Counts the word; if it is wanted, gives the place for its vector.
   *
   * @throws {VectorsError} if the word was there before.
   */
  add(word: string, location: ErrorLocation): Float32Array | undefined {
    const isWanted = this.#options.keep?.(word, this.#rank) ?? true;
    this.#rank += 1;
    if (!isWanted) return undefined;
    if (this.#seen.has(word)) {
      throw new VectorsError(`the word ${JSON.stringify(word)} occurs a second time`, { location });
    }
    this.#seen.add(word);
    this.#words.push(word);
    const end = this.#words.length * this.dimension;
    if (end > this.#matrix.length) {
      const larger = new Float32Array(2 * this.#matrix.length);
      larger.set(this.#matrix);
      this.#matrix = larger;
    }
    return this.#matrix.subarray(end - this.dimension, end);
  }

  /** @throws {VectorsError} if no word was wanted. */
  build(): Vectors {
    if (this.#words.length === 0) {
      throw new VectorsError('the file has none of the words asked for', {
        location: { file: this.#options.name },
      });
    }
    return new Vectors(this.#words, this.#matrix.slice(0, this.#words.length * this.dimension));
  }
}

/** @throws {VectorsError} if the bytes are no UTF-8. */
export function decodeWord(bytes: Uint8Array, location: ErrorLocation): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new VectorsError('the word is not UTF-8', { location, hint: 'convert the file with iconv', cause });
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
