import { indexStrings } from '../vocabulary/vocabulary-index';
import { kindNames } from './word-kinds';

/** The rows of a table that stand for the values of one feature, or for characters; row 0 is that of a missing one. */
export class ValueRows {
  /** Number of rows, with that of a missing value. */
  readonly size: number;
  readonly #rows: ReadonlyMap<string, number>;
  /** Whether missing values have a row for each kind of word: those of earlier model files have but one. */
  readonly hasKinds: boolean;

  /** @throws TaggerError if a value stands there twice. */
  constructor(values: readonly string[], listName: string) {
    this.size = values.length + 1;
    this.#rows = indexStrings(values, 1, listName);
    this.hasKinds = kindNames.some((name) => this.#rows.has(name));
  }

  /** The row of a value, if it has one of its own. */
  find(value: string): number | undefined {
    return this.#rows.get(value);
  }

  /** The row that a missing value takes: that of the kind of its word, where there is one. */
  findMissing(kindName: string | undefined): number {
    return (kindName !== undefined && this.#rows.get(kindName)) || 0;
  }
}
