import { detectFormat, type FormatName } from '@tagger/core';
import type { ModelDescription } from '@tagger/models';
import type { FormatOptions } from '../flags/options';

/** Columns of CoNLL-U, in their order. */
const conlluColumns = ['id', 'form', 'lemma', 'upos', 'xpos', 'feats', 'head', 'deprel', 'deps', 'misc'];

/** The column that a model is trained on, as the model file keeps it: a name of CoNLL-U, a key, a number, or `last`. */
export function nameColumn(corpus: string, { format = detectFormat(corpus), column }: FormatOptions): string {
  if (format === 'conllu')
    return typeof column === 'number' ? conlluColumns[column - 1]! : (column ?? 'upos').toLowerCase();
  if (format === 'conllup') return String(column ?? 'upos').toLowerCase();
  return String(column ?? (format === 'jsonl' ? 'tags' : 'last'));
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
  if (format === 'conllu') return conlluColumns.includes(column) ? column : undefined;
  if (format === 'conllup')
    return conlluColumns.includes(column) || column.includes(':') ? column : undefined;
  if (format === 'columns') return /^\d+$/.test(column) ? Number(column) : undefined;
  const isKey = !conlluColumns.includes(column) && !/^(\d+|last)$/.test(column);
  return format === 'jsonl' && isKey ? column : undefined;
}

/** The column to write a model's tags to, where the format has names for columns: its own, or XPOS, which takes any tag. */
export function findWriteColumn(model: ModelDescription, format: FormatName): string | number | undefined {
  if (format !== 'conllu' && format !== 'conllup') return undefined;
  return findColumn(model, format) ?? 'xpos';
}
