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

/** Columns that hold lists such as `Case=Nom|Number=Sing`. */
const listColumns = ['feats', 'misc'];

/** A column of CoNLL-U that can hold tags. */
export interface ConlluColumn {
  readonly name: string;
  /** The key of the values, where one of a list such as FEATS is chosen. */
  readonly key?: string;
  /** Its place in a row, from 0. */
  readonly index: number;
  /**
   * True where `_` says that a word has none, which is as good a value as any other; elsewhere `_` says that
   * nobody has annotated the word.
   */
  readonly emptyIsValue: boolean;
}

/**
 * Finds a column by its name, in any case, or by its number from 1. `feats:Case` and `misc:Entity` are the values of one key.
 *
 * @param names of the columns of the file
 * @throws SettingsError if there is none, or if it holds the ids or the words.
 */
export function findConlluColumn(
  column: string | number = defaultColumn,
  names: readonly string[] = conlluColumnNames,
): ConlluColumn {
  const wanted = String(column).toLowerCase();
  const [, list = '', key] = /^([^:]+):(.+)$/.exec(String(column)) ?? [];
  const find = (text: string) =>
    names.findIndex((name, at) => text === name.toLowerCase() || text === String(at + 1));
  const index = find(wanted);
  const name = names[index]?.toLowerCase();
  const isKey = name === undefined && listColumns.includes(list.toLowerCase());
  const listIndex = isKey ? find(list.toLowerCase()) : -1;
  if (listIndex !== -1)
    return { name: `${list.toLowerCase()}:${key}`, key: key!, index: listIndex, emptyIsValue: true };
  if (name === undefined || wordColumns.includes(name)) {
    const others = names.filter((other) => !wordColumns.includes(other.toLowerCase()));
    const numbers =
      names === conlluColumnNames ? ', a number from 3 to 10, or a key of a list, such as feats:Case' : '';
    throw new SettingsError(`no column "${column}" of CoNLL-U holds tags`, {
      hint: `choose one of ${others.join(', ')}${numbers}`,
    });
  }
  return { name, index, emptyIsValue: ['feats', 'deps', 'misc'].includes(name) };
}

/** Columns of CoNLL-U Plus that hold the tags if none is chosen: the first one that a file has. */
const usualColumns = ['tag', defaultColumn, 'ner', 'label'];

/** The column to read tags from; undefined if none is chosen and the file has not a usual one. */
export function findTagColumn(
  column: string | number | undefined,
  names: readonly string[],
): ConlluColumn | undefined {
  if (column !== undefined) return findConlluColumn(column, names);
  const own = names.map((name) => name.toLowerCase());
  const usual = usualColumns.find((name) => own.includes(name));
  return usual === undefined ? undefined : findConlluColumn(usual, names);
}
