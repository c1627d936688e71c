import { readLabels, type Sentence } from '../sentence';
import { ColumnBuilder } from './column-builder';
import { CompactSentences } from './compact-sentences';
import { GrowingIntegers } from './growing-integers';
import { StringTable } from './string-table';

/** Takes sentences one after the other, and keeps their words and tags as whole numbers. */
export class CompactSentencesBuilder {
  readonly #words = new StringTable();
  readonly #tags = new StringTable();
  readonly #wordIds = new GrowingIntegers();
  readonly #tagIds = new GrowingIntegers();
  readonly #starts = new GrowingIntegers();
  readonly #lines = new GrowingIntegers();
  readonly #columns = new Map<string, ColumnBuilder>();
  #tokens = 0;

  constructor() {
    this.#starts.push(0);
  }

  /** A sentence without tags is one whose tags are not known. */
  add(sentence: Sentence): void {
    const { words, line = 0, columns = {} } = sentence;
    const labels = readLabels(sentence);
    this.#lines.push(line);
    for (let t = 0; t < words.length; t++) {
      const label = labels?.[t];
      this.#wordIds.push(this.#words.add(words[t]!));
      this.#tagIds.push(label === undefined ? -1 : this.#tags.add(label));
    }
    for (const name of Object.keys(columns))
      if (!this.#columns.has(name)) this.#columns.set(name, new ColumnBuilder(name, this.#tokens));
    for (const [name, column] of this.#columns)
      if (Object.hasOwn(columns, name)) column.add(columns[name]!);
      else column.addUnknown(words.length);
    this.#tokens += words.length;
    this.#starts.push(this.#tokens);
  }

  /** All sentences so far. */
  build(): CompactSentences {
    return new CompactSentences({
      words: this.#words.strings,
      tags: this.#tags.strings,
      wordIds: this.#wordIds.toArray(),
      tagIds: this.#tagIds.toArray(),
      starts: this.#starts.toArray(),
      lines: this.#lines.toArray(),
      columns: Array.from(this.#columns.values(), (column) => column.build()),
    });
  }
}
