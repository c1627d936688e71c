import type { CompactColumn } from './compact-sentences';
import { GrowingIntegers } from './growing-integers';
import { StringTable } from './string-table';

/** The labels of a column as whole numbers. */
export class ColumnBuilder {
  readonly #values = new StringTable();
  readonly #ids = new GrowingIntegers();

  /** @param name of the column @param tokens that were there before it, and have no label */
  constructor(
    private readonly name: string,
    tokens: number,
  ) {
    this.addUnknown(tokens);
  }

  add(labels: readonly (string | undefined)[]): void {
    for (const label of labels) this.#ids.push(label === undefined ? -1 : this.#values.add(label));
  }

  addUnknown(count: number): void {
    for (let token = 0; token < count; token++) this.#ids.push(-1);
  }

  build(): CompactColumn {
    return { name: this.name, values: this.#values.strings, ids: this.#ids.toArray() };
  }
}
