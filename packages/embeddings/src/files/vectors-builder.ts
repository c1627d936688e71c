import type { ErrorLocation } from '@tagger/core';
import { VectorsError } from '../errors';
import { Vectors } from '../vectors/vectors';
import { mostWords } from './limits';
import type { ParseVectorsOptions } from './vectors-format';

/** Gathers the words that are wanted, and their vectors. */
export class VectorsBuilder {
  readonly dimension: number;
  readonly #options: ParseVectorsOptions;
  readonly #words: string[] = [];
  readonly #seen = new Set<string>();
  #matrix = new Float32Array(0);
  #rank = 0;
  #repeated = 0;
  #firstRepeated = '';
  #empty = 0;

  constructor(dimension: number, options: ParseVectorsOptions) {
    this.dimension = dimension;
    this.#options = options;
  }

  /** Words read, wanted or not. */
  get rank(): number {
    return this.#rank;
  }

  /**
   * Counts the word; if it is wanted, and is not there already, gives the place for its vector.
   *
   * @throws VectorsError if there are more words than a file may have, or than memory has room for.
   */
  add(word: string, location: ErrorLocation): Float32Array | undefined {
    const rank = this.#rank++;
    if (this.#seen.has(word)) {
      this.#firstRepeated ||= word;
      this.#repeated += 1;
      return undefined;
    }
    if (!(this.#options.keep?.(word, rank) ?? true)) return undefined;
    if (this.#words.length === mostWords) {
      throw new VectorsError(`more than ${mostWords} words`, {
        location,
        hint: 'keep fewer, such as the first ones',
      });
    }
    this.#seen.add(word);
    this.#words.push(word);
    const end = this.#words.length * this.dimension;
    if (end > this.#matrix.length) this.#enlarge(location);
    return this.#matrix.subarray(end - this.dimension, end);
  }

  /** Counts a row without a word, which nobody can look up. */
  passEmpty(): void {
    this.#rank += 1;
    this.#empty += 1;
  }

  /** @throws VectorsError if no word was wanted. */
  build(): Vectors {
    const { name: file, onWarning } = this.#options;
    if (this.#words.length === 0) {
      throw new VectorsError('the file has none of the requested words', { location: { file } });
    }
    const at = file === undefined ? '' : `${file}: `;
    if (this.#repeated > 0) {
      const first = JSON.stringify(this.#firstRepeated);
      onWarning?.(
        `${at}${this.#repeated} of ${this.#rank} vectors are of a word that has one already, such as ${first}: the first one counts`,
      );
    }
    if (this.#empty > 0) {
      onWarning?.(`${at}${this.#empty} of ${this.#rank} vectors have no word, and are left out`);
    }
    return new Vectors(this.#words, this.#matrix.slice(0, this.#words.length * this.dimension));
  }

  /** Doubles the matrix; memory is taken for words that were read, whatever a header says. */
  #enlarge(location: ErrorLocation): void {
    try {
      const larger = new Float32Array(Math.max(2 * this.#matrix.length, this.dimension));
      larger.set(this.#matrix);
      this.#matrix = larger;
    } catch (cause) {
      throw new VectorsError(
        `there is no memory for more than ${this.#words.length} vectors of ${this.dimension} dimensions`,
        { location, hint: 'keep fewer words, such as the first ones', cause },
      );
    }
  }
}

/** @throws VectorsError if the bytes are no UTF-8. */
export function decodeWord(bytes: Uint8Array, location: ErrorLocation): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new VectorsError('the word is not UTF-8', { location, hint: 'convert the file with iconv', cause });
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
