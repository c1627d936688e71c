import type { ColumnScores } from '@tagger/trainer';
import { formatCount, formatPercent } from './format';
import { renderTable } from './table';

/** The scores of each column as a table; lemmas that a dictionary makes better are scored with it. */
export function renderColumns(
  columns: Readonly<Record<string, ColumnScores & { readonly dictionaryAccuracy?: number }>>,
): string {
  const rows = Object.entries(columns).map(([name, scores]) => {
    const { accuracy, dictionaryAccuracy = 0, unknownAccuracy, tokens } = scores;
    return [
      name,
      formatPercent(Math.max(accuracy, dictionaryAccuracy)),
      formatPercent(unknownAccuracy),
      scores.spanF1 === undefined ? '' : formatPercent(scores.spanF1),
      formatCount(tokens),
    ];
  });
  return renderTable(rows, ['column', 'accuracy', 'unknown words', 'span F1', 'tokens']);
}
