import { type Html, html } from '@tagger/core/internal';
import type { ColumnScores, EvaluationReport } from '@tagger/trainer';
import { formatCount, formatPercent } from '../../display/format';
import { type Section, table } from '../parts';
import { writePairs } from './errors';

/** The scores of all columns, and a section for each further one; nothing for a model of one column. */
export function writeColumns({ result, columnErrors = {} }: EvaluationReport): Section[] {
  const { outputs } = result;
  if (Object.keys(outputs).length < 2) return [];
  return [
    { id: 'columns', title: 'Columns', body: writeTable(outputs) },
    ...Object.entries(columnErrors).flatMap(([name, errors], index) => {
      const scores = outputs[name];
      if (!scores) return [];
      const wrong = Math.round(scores.tokens * (1 - scores.accuracy));
      return [{ id: `column-${index + 1}`, title: `Errors in ${name}`, body: writePairs(errors, wrong) }];
    }),
  ];
}

function writeTable(outputs: Readonly<Record<string, ColumnScores>>): Html {
  const rows = Object.entries(outputs).map(([name, scores]) => [
    name,
    formatPercent(scores.accuracy),
    formatPercent(scores.unknownAccuracy),
    scores.spanF1 === undefined ? '' : formatPercent(scores.spanF1),
    formatCount(scores.tokens),
  ]);
  return html`<p class="note">The other sections without a name of a column are about the first one.</p>
${table(
  'Scores of each column',
  [
    { head: 'Column', kind: 'text' },
    { head: 'Accuracy', kind: 'number' },
    { head: 'Unknown words', kind: 'number' },
    { head: 'Span F1', kind: 'number', isMinor: true },
    { head: 'Tokens', kind: 'number', isMinor: true },
  ],
  rows,
)}`;
}
