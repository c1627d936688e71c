import { indexStrings } from '../vocabulary-index';
import { kindNames } from './word-kinds';

/** The rows of a table that stand for the values of one feature, or for characters; row 0 is that of a missing one. */
export class ValueRows {
  /** Number of rows, with that of a missing value. */
  readonly size: number;
  readonly #rows: ReadonlyMap<string, number>;
  /** Whether missing values have a row for each kind of word: files of before have but one. */
  readonly #hasKinds: boolean;

  /** @throws {TaggerError} if a value stands there twice. */
  constructor(values: readonly string[], listName: string) {
    this.size = values.length + 1;
    this.#rows = indexStrings(values, 1, listName);
    this.#hasKinds = kindNames.some((name) => this.#rows.has(name));
  }

  /** The row of a value; of one that is missing, that of its letters without accents, or else of the word's kind. */
  find(value: string, kindName: string | undefined): number {
    const own = this.#rows.get(value);
    if (own !== undefined || !this.#hasKinds) return own ?? 0;
    // Letters of ASCII have no accents: most words need no second look.
    const plain = /\P{ASCII}/u.test(value) ? this.#rows.get(removeAccents(value)) : undefined;
    return plain ?? this.findMissing(kindName);
  }

  /** The row that a missing value of such a word takes. */
  findMissing(kindName: string | undefined): number {
    return (kindName !== undefined && this.#rows.get(kindName)) || 0;
  }
}

function removeAccents(value: string): string {
  return value
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
}
