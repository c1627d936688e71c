import { detectFormat, type FormatName, SettingsError } from '@tagger/core';
import { conlluColumnNames } from '@tagger/core/internal';
import type { ModelDescription } from '@tagger/models';
import { findColumn, findOtherColumns } from '@tagger/models/internal';
import type { FormatOptions } from '../flags/options';

/** The columns of the flag: `upos,xpos` is two. @throws SettingsError if one is there twice, or is empty */
export function listColumns(column: string | number | undefined): readonly (string | number)[] {
  if (typeof column !== 'string') return column === undefined ? [] : [column];
  const names = column.split(',').map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new SettingsError(`--column names ${JSON.stringify(twice)} twice`);
  if (names.includes(''))
    throw new SettingsError('--column has a name that is empty', { hint: 'write --column upos,xpos' });
  return names.map((name) => (/^\d+$/.test(name) ? Number(name) : name));
}

/** What a reader is given of the columns of the flag. */
export function readColumns(column: string | number | undefined) {
  const [first, ...others] = listColumns(column);
  return { column: first, ...(others.length > 0 && { columns: others }) };
}

/** The column that a model is trained on, as the model file keeps it: a name of CoNLL-U, a key, a number, or `last`. */
export function nameColumn(corpus: string, flags: FormatOptions): string {
  const { format = detectFormat(corpus) } = flags;
  const [column] = listColumns(flags.column);
  if (format === 'conllu')
    return typeof column === 'number' ? conlluColumnNames[column - 1]! : nameOf(column ?? 'upos');
  if (format === 'conllup') return nameOf(String(column ?? 'upos'));
  return String(column ?? (format === 'jsonl' ? 'tags' : 'last'));
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
