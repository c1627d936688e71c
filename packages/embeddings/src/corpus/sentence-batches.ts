import { sentenceEnd } from '../skip-gram/window-planner';
import { type CorpusOptions, type SkipGramCorpus, scanCorpus } from './skip-gram-corpus';
import type { WordVisitor } from './word-scanner';
import type { WordTable } from './word-table';

/** Most numbers in a batch. */
export const BATCH_LENGTH = 4096;

/**
 * Reads a corpus once, as batches of word numbers, each sentence ended by `sentenceEnd`; words that are not in the table
 * are left out. A sentence that is longer than a batch is cut.
 */
export async function* readBatches(
  corpus: SkipGramCorpus,
  options: CorpusOptions,
  table: WordTable,
): AsyncGenerator<Int32Array> {
  const encoder = new SentenceEncoder(table);
  for await (const _ of scanCorpus(corpus, options, encoder)) {
    yield* encoder.batches;
    encoder.batches.length = 0;
  }
  encoder.finish();
  yield* encoder.batches;
}

class SentenceEncoder implements WordVisitor {
  readonly batches: Int32Array[] = [];
  readonly #table: WordTable;
  readonly #ids = new Int32Array(BATCH_LENGTH);
  #length = 0;
  #sentenceStart = 0;

  constructor(table: WordTable) {
    this.#table = table;
  }

  visitWord(bytes: Uint8Array, start: number, end: number, hash: number): void {
    const id = this.#table.find(bytes, start, end, hash);
    if (id !== -1) this.#push(id);
  }

  visitLineEnd(): void {
    if (this.#length === this.#sentenceStart) return;
    this.#push(sentenceEnd);
    this.#sentenceStart = this.#length;
  }

  finish(): void {
    if (this.#length > 0) this.#ship(this.#length);
  }

  #push(id: number): void {
    if (this.#length === BATCH_LENGTH) this.#ship(this.#sentenceStart || BATCH_LENGTH);
    this.#ids[this.#length++] = id;
  }

  #ship(length: number): void {
    this.batches.push(this.#ids.slice(0, length));
    this.#ids.copyWithin(0, length, this.#length);
    this.#length -= length;
    this.#sentenceStart = 0;
  }
}
