import { SettingsError } from '../../errors';

/** The names of the ten columns, in the order of the file. https://universaldependencies.org/format.html */
export const conlluColumnNames: readonly string[] = [
  'id',
  'form',
  'lemma',
  'upos',
  'xpos',
  'feats',
  'head',
  'deprel',
  'deps',
  'misc',
];

/** Columns that are the words themselves: no tags. */
const wordColumns = ['id', 'form'];

const defaultColumn = 'upos';

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
 * @param names of the columns of the file
 * @throws SettingsError if there is none, or if it holds the ids or the words.
 */
export function findConlluColumn(
  column: string | number = defaultColumn,
  names: readonly string[] = conlluColumnNames,
): ConlluColumn {
  const wanted = String(column).toLowerCase();
  const index = names.findIndex((name, at) => wanted === name.toLowerCase() || wanted === String(at + 1));
  const name = names[index]?.toLowerCase();
  if (name === undefined || wordColumns.includes(name)) {
    const others = names.filter((other) => !wordColumns.includes(other.toLowerCase()));
    const numbers = names === conlluColumnNames ? ', or a number from 3 to 10' : '';
    throw new SettingsError(`no column "${column}" of CoNLL-U holds tags`, {
      hint: `choose one of ${others.join(', ')}${numbers}`,
    });
  }
  return { name, index, emptyIsValue: ['feats', 'deps', 'misc'].includes(name) };
}

/** The column to read tags from; undefined if none is chosen and the file has not the default one. */
export function findTagColumn(
  column: string | number | undefined,
  names: readonly string[],
): ConlluColumn | undefined {
  const isAbsent = column === undefined && !names.some((name) => name.toLowerCase() === defaultColumn);
  return isAbsent ? undefined : findConlluColumn(column, names);
}
