import { SettingsError } from '../../errors/settings-error';

/** The names of the ten columns, in the order of the file. https://universaldependencies.org/format.html */
const columnNames = ['id', 'form', 'lemma', 'upos', 'xpos', 'feats', 'head', 'deprel', 'deps', 'misc'];

/** How many of the columns, from the left, are the words themselves: no tags. */
const wordColumns = 2;

/** A column of CoNLL-U that can hold tags. */
export interface ConlluColumn {
  readonly name: string;
  /** Its place in a row, from 0. */
  readonly index: number;
  /**
   * True where `_` says that a word has none, which is as good a value as any other; elsewhere `_` says that
   * nobody has annotated the word.
   */
  readonly emptyIsValue: boolean;
}

/**
 * Finds a column by its name, in any case, or by its number from 1.
 *
 * @throws {SettingsError} if there is none, or if it holds the ids or the words.
 */
export function findConlluColumn(column: string | number = 'upos'): ConlluColumn {
  const wanted = String(column).toLowerCase();
  const index = columnNames.findIndex((name, at) => wanted === name || wanted === String(at + 1));
  if (index < wordColumns) {
    throw new SettingsError(`no column "${column}" of CoNLL-U holds tags`, {
      hint: `choose one of ${columnNames.slice(wordColumns).join(', ')}, or a number from 3 to 10`,
    });
  }
  const name = columnNames[index];
  return { name, index, emptyIsValue: ['feats', 'deps', 'misc'].includes(name) };
}
