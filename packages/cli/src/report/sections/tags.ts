import type { SpanMetrics, TagMetrics } from '@tagger/core';
import { type Html, html } from '@tagger/core/internal';
import { formatCount } from '../../display/format';
import { bar, type Column, percent, table } from '../parts';

/** More tags than that make a page that nobody reads. */
const mostTags = 200;

const scoreColumns: readonly Column[] = [
  { head: '', kind: 'bar' },
  { head: 'Precision', kind: 'number' },
  { head: 'Recall', kind: 'number' },
  { head: 'F1', kind: 'number' },
];

function writeScores({ precision, recall, f1 }: { precision: number; recall: number; f1: number }) {
  return [bar(f1, 'good'), percent(precision), percent(recall), html`<strong>${percent(f1)}</strong>`];
}

export function writeTags(perTag: readonly TagMetrics[]): Html {
  const shown =
    perTag.length <= mostTags ? perTag : [...perTag].sort((a, b) => b.support - a.support).slice(0, mostTags);
  const left = perTag.length - shown.length;
  return html`<p class="note">In %. Precision: of the tokens that were given the tag, those that have it. Recall: of the tokens that have it, those that were given it. Tokens: how many have it in the corpus.${left > 0 ? ` The ${mostTags} most frequent of ${formatCount(perTag.length)} tags.` : ''}</p>
${table(
  'Scores of each tag',
  [{ head: 'Tag', kind: 'text' }, ...scoreColumns, { head: 'Tokens', kind: 'number' }],
  shown.map((row) => [html`<code>${row.tag}</code>`, ...writeScores(row), formatCount(row.support)]),
)}`;
}

export function writeSpans(spans: SpanMetrics): Html {
  const writeRow = (name: Html, row: Omit<SpanMetrics, 'perType'>) => [
    name,
    ...writeScores(row),
    formatCount(row.gold),
    formatCount(row.predicted),
  ];
  return html`<p class="note">In %. A span is right if its start, its end and its type are.</p>
${table(
  'Scores of the spans of each type',
  [
    { head: 'Type', kind: 'text' },
    ...scoreColumns,
    { head: 'In corpus', kind: 'number' },
    { head: 'Found', kind: 'number' },
  ],
  [...spans.perType.map((row) => writeRow(html`<code>${row.type}</code>`, row)), writeRow(html`All`, spans)],
)}`;
}
