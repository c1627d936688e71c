import { detectFormat, type FormatName, SettingsError } from '@tagger/core';
import { conlluColumnNames } from '@tagger/core/internal';
import type { ModelDescription } from '@tagger/models';
import { findColumn, findOtherColumns } from '@tagger/models/internal';
import type { FormatOptions } from '../flags/options';

/** The columns of a flag: `upos,xpos` is two. @throws SettingsError if one is there twice, or is empty */
export function listColumns(column: string | number | undefined, flag = '--column'): (string | number)[] {
  if (typeof column !== 'string') return column === undefined ? [] : [column];
  const names = column.split(',').map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new SettingsError(`${flag} names ${JSON.stringify(twice)} twice`);
  if (names.includes(''))
    throw new SettingsError(`${flag} has a name that is empty`, { hint: `write ${flag} upos,xpos` });
  return names.map((name) => (/^\d+$/.test(name) ? Number(name) : name));
}

/** What a reader is given of the columns of the flag. */
export function readColumns(column: string | number | undefined) {
  const [first, ...others] = listColumns(column);
  return { column: first, ...(others.length > 0 && { columns: others }) };
}

/** The columns of `--auxiliary`. */
export function listAuxiliary({ auxiliary }: FormatOptions): (string | number)[] {
  return listColumns(auxiliary, '--auxiliary');
}

/**
 * The columns that a model is trained on, as the model file keeps them: names of CoNLL-U, keys, numbers, or `last`.
 * @throws SettingsError if an auxiliary one is there twice, or is of `--column` as well
 */
export function nameColumns(corpus: string, flags: FormatOptions) {
  const { format = detectFormat(corpus) } = flags;
  const isConllu = format === 'conllu' || format === 'conllup';
  const usual = isConllu ? 'upos' : format === 'jsonl' ? 'tags' : 'last';
  const name = (column: string | number) => {
    if (format === 'conllu' && typeof column === 'number') return conlluColumnNames[column - 1]!;
    return isConllu ? nameOf(String(column)) : String(column);
  };
  const [column = usual, ...others] = listColumns(flags.column).map(name);
  const auxiliary = listAuxiliary(flags).map(name);
  const all = [column, ...others, ...auxiliary];
  const twice = auxiliary.find((own) => all.indexOf(own) < all.lastIndexOf(own));
  if (twice !== undefined)
    throw new SettingsError(`--auxiliary names ${twice}, which is there already`, {
      hint: 'it names columns that the model does not give, each once',
    });
  return { column, auxiliary };
}

/** The name of a column in lower case, but for the key of a list, as in `misc:Entity`. */
function nameOf(column: string): string {
  return column.replace(/^(?:(feats|misc):(.*)|.*)$/is, (whole, list?: string, key?: string) =>
    list === undefined ? whole.toLowerCase() : `${list.toLowerCase()}:${key}`,
  );
}

/** Where a corpus of this format has the words, if the model's own corpus has them in another column than the usual. */
export function findWordColumn(
  model: ModelDescription,
  format: FormatName | undefined,
): string | number | undefined {
  const { wordColumn } = model.training.corpus;
  const isNumber = wordColumn !== undefined && /^\d+$/.test(wordColumn);
  if (format === 'columns') return isNumber ? Number(wordColumn) : undefined;
  return format === 'jsonl' && !isNumber ? wordColumn : undefined;
}

/** The columns that a corpus for a test is read with: those of the flag, and without it the model's. */
export function findTestColumns(
  model: ModelDescription,
  format: FormatName | undefined,
  flag: string | number | undefined,
) {
  const [first, ...others] = listColumns(flag);
  const own = findOtherColumns(model, format);
  const foreign = others.find((name) => !own.some((other) => String(other) === nameOf(String(name))));
  if (foreign !== undefined)
    throw new SettingsError(`the model has no column ${JSON.stringify(foreign)} after its first one`, {
      hint: `it has ${own.join(', ') || 'none'}`,
    });
  return {
    column: first ?? findColumn(model, format),
    columns: first === undefined ? own : others,
  };
}
