import { copyRow, countRows, type Table } from '../model-file/table';
import type { Arena } from './arena';
import { laneBytes, laneCount } from './kernels';
import type { Projection } from './projection';
import type { KernelContext } from './recurrence';
import { RowStore, storeBytes } from './row-store';

/** Bytes that the rows may take; more if eight words need more. */
const maximumBytes = 2 ** 22;
/** Characters of eight words, at most, as `Lexicon` reads them. */
const mostAtOnce = laneCount * 40;

/** What a network computes of each character alone, once. */
export class CharacterRows {
  readonly #store: RowStore<number>;

  constructor(
    { arena }: KernelContext,
    private readonly table: Table,
    private readonly projection: Projection,
  ) {
    const { rowBytes } = projection;
    const limit = Math.min(countRows(table), Math.max(mostAtOnce, Math.floor(maximumBytes / rowBytes))) + 1;
    this.#store = new RowStore(arena.allocate(storeBytes(limit, rowBytes)), rowBytes, limit);
  }

  /** Address of the row of no character. */
  get none(): number {
    return this.#store.base;
  }

  /** Address of the row of a character of the words that were learnt last. */
  find(character: number): number {
    return this.#store.addressOf(this.#store.find(character)!);
  }

  *learn(words: readonly ArrayLike<number>[], scratch: Arena): Generator<number, void> {
    let unknown: number[];
    do {
      const characters = new Set(words.flatMap((word) => Array.from(word)));
      unknown = [...characters].filter((character) => this.#store.find(character) === undefined);
    } while (unknown.length > 0 && !this.#store.reserve(unknown.length));
    const size = Math.ceil(this.table.width / 2) * 2;
    for (let start = 0; start < unknown.length; start += laneCount) {
      const own = unknown.slice(start, start + laneCount);
      const x = scratch.allocate(size * laneBytes);
      scratch.clear(x, size * laneBytes);
      for (const [lane, character] of own.entries())
        copyRow(this.table, character, scratch.views.floats, x / 4 + lane, laneCount);
      this.projection.run(x, this.#store.next, scratch);
      for (const character of own) this.#store.add(character);
      yield this.projection.cost;
    }
  }
}
