import type { FormatName } from '@tagger/core';
import { conlluColumnNames } from '@tagger/core/internal';
import type { ModelDescription } from '../model-file/model-description';

/** Where a corpus of this format has the tags of a model, as far as the model's own corpus tells. */
export function findColumn(
  model: ModelDescription,
  format: FormatName | undefined,
): string | number | undefined {
  const { column } = model.training.corpus;
  if ((format === 'jsonl' || format === 'csv') && conlluColumnNames.includes(column)) return undefined;
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

/** A column by its name in a format, if that can have one of this name. */
function placeColumn(column: string, format: FormatName | undefined): string | number | undefined {
  const isConllu = conlluColumnNames.includes(column) || /^(feats|misc):./.test(column);
  if (format === 'conllu') return isConllu ? column : undefined;
  if (format === 'conllup') return isConllu || column.includes(':') ? column : undefined;
  const isNumber = /^\d+$/.test(column);
  if (format === 'csv') return isNumber || ['last', 'tag', 'tags'].includes(column) ? undefined : column;
  if (format === 'columns') return isNumber ? Number(column) : undefined;
  return format === 'jsonl' && !isNumber && column !== 'last' ? column : undefined;
}

/** The column to write a model's tags to, where the format has names for columns: its own, or XPOS, which takes any tag. */
export function findWriteColumn(model: ModelDescription, format: FormatName): string | number | undefined {
  if (format !== 'conllu' && format !== 'conllup') return undefined;
  return findColumn(model, format) ?? 'xpos';
}
