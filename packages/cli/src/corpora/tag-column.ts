import { detectFormat, type FormatName, SettingsError } from '@tagger/core';
import type { ModelDescription } from '@tagger/models';
import type { FormatOptions } from '../flags/options';

/** Columns of CoNLL-U, in their order. */
const conlluColumns = ['id', 'form', 'lemma', 'upos', 'xpos', 'feats', 'head', 'deprel', 'deps', 'misc'];

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
    return typeof column === 'number' ? conlluColumns[column - 1]! : nameOf(column ?? 'upos');
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

/** Where a corpus of this format has the tags of a model, as far as the model's own corpus tells. */
export function findColumn(
  model: ModelDescription,
  format: FormatName | undefined,
): string | number | undefined {
  const { column } = model.training.corpus;
  if (format === 'jsonl' && conlluColumns.includes(column)) return undefined;
  return placeColumn(column, format);
}

/** Where a corpus of this format has the further columns of a model with several. */
export function findOtherColumns(
  model: ModelDescription,
  format: FormatName | undefined,
): readonly (string | number)[] {
  const names = (model.network.otherOutputs ?? []).map(({ name }) => name);
  return names.flatMap((name) => placeColumn(name, format) ?? []);
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

/** A column by its name in a format, if that can have one of this name. */
function placeColumn(column: string, format: FormatName | undefined): string | number | undefined {
  const isConllu = conlluColumns.includes(column) || /^(feats|misc):./.test(column);
  if (format === 'conllu') return isConllu ? column : undefined;
  if (format === 'conllup') return isConllu || column.includes(':') ? column : undefined;
  const isNumber = /^\d+$/.test(column);
  if (format === 'columns') return isNumber ? Number(column) : undefined;
  return format === 'jsonl' && !isNumber && column !== 'last' ? column : undefined;
}

/** The column to write a model's tags to, where the format has names for columns: its own, or XPOS, which takes any tag. */
export function findWriteColumn(model: ModelDescription, format: FormatName): string | number | undefined {
  if (format !== 'conllu' && format !== 'conllup') return undefined;
  return findColumn(model, format) ?? 'xpos';
}
