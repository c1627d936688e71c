import { copyText, type WordReader } from '@tagger/core/internal';
import { Arena } from './arena';
import { laneCount } from './kernels';
import { RowStore, storeBytes } from './row-store';
import type { WordEncoder } from './word-encoder';

/** Rows that are remembered, and bytes that they may take, at most; more if a batch needs more. */
const maximumRows = 2 ** 14;
const maximumBytes = 2 ** 26;
/** Rows for which there is room at first. */
const firstRows = 512;

/** U x + b of the words that were met, computed once and then remembered. */
export class WordRows {
  readonly #store: RowStore<string>;

  /**
   * @param arena whose end is where the rows are: nothing else is allocated in it any more
   * @param onForget is called when the rows of all words are forgotten
   */
  constructor(
    private readonly arena: Arena,
    private readonly encoder: WordEncoder,
    private readonly lexicon: WordReader,
    private readonly onForget: () => void,
  ) {
    const { rowBytes } = encoder.projection;
    const limit = Math.max(firstRows, Math.min(maximumRows, Math.floor(maximumBytes / rowBytes)));
    const base = arena.allocate(storeBytes(firstRows, rowBytes));
    this.#store = new RowStore(base, rowBytes, limit, firstRows);
  }

  /** Address of the row of no word: zeros. */
  get none(): number {
    return this.#store.base;
  }

  /** The address of a row. @param number as `findRows` gives it */
  addressOf(number: number): number {
    return this.#store.addressOf(number);
  }

  /** The first address behind all rows. */
  get end(): number {
    return this.#store.end;
  }

  /** The numbers of the rows of all words, sentence by sentence. */
  *findRows(sentences: readonly (readonly string[])[]): Generator<number, Uint32Array> {
    const numbers = new Uint32Array(sentences.reduce((sum, { length }) => sum + length, 0));
    for (;;) {
      const unknown = new Set<string>();
      let at = 0;
      for (const words of sentences)
        for (const word of words) {
          const number = this.#store.find(word);
          if (number === undefined) unknown.add(word);
          else numbers[at] = number;
          at++;
        }
      if (unknown.size === 0) return numbers;
      // Where room was made by forgetting, all words of the sentences are new.
      if (this.#store.reserve(unknown.size)) yield* this.#learn([...unknown]);
      else this.onForget();
    }
  }

  *#learn(words: readonly string[]): Generator<number, void> {
    const { memory } = this.arena;
    // Makes the memory as large as the rows.
    new Arena(memory, this.end).allocate(0);
    for (let start = 0; start < words.length; start += laneCount) {
      const own = words.slice(start, start + laneCount);
      const ids = own.map((word) => this.lexicon.read(word));
      yield* this.encoder.encode(ids, this.#store.next, new Arena(memory, this.end));
      for (const word of own) this.#store.add(copyText(word));
    }
  }
}
