import { type CorpusFinding, describeFinding } from '@tagger/core';
import { escapeControls, formatLocation, type LabelCount, type ManyReadings } from '@tagger/core/internal';
import { formatCount } from './format';
import { renderTable } from './table';
import { wrapBeside } from './wrap';

/** A corpus as `tagger check` found it. */
export interface CheckedFile {
  readonly name: string;
  readonly sentences: number;
  readonly tokens: number;
  readonly labels: readonly LabelCount[];
}

export interface CheckResult {
  readonly files: readonly CheckedFile[];
  readonly findings: readonly CorpusFinding[];
  /** Words that are labelled differently. */
  readonly readings: readonly ManyReadings[];
}

/** Rows of a table that are shown. */
const mostRows = 20;
const longest = { words: 30, label: 40 };

/** The result in lines of 80 columns, as far as words and names of files allow. */
export function renderCheck({ files, findings, readings }: CheckResult): string {
  const blocks = files.map(renderFile);
  if (findings.length > 0)
    blocks.push(
      [
        `to look at (${findings.length})`,
        ...findings.map((finding) => wrapBeside('  -', describeFinding(finding), { indent: 4 })),
      ].join('\n'),
    );
  if (readings.length > 0) blocks.push(renderReadings(readings));
  if (findings.length + readings.length === 0) blocks.push('nothing to look at');
  return `${blocks.join('\n\n')}\n`;
}

function renderFile({ name, sentences, tokens, labels }: CheckedFile): string {
  const hasSpans = labels.some(({ spans }) => spans !== undefined);
  const rows = labels
    .slice(0, mostRows)
    .map(({ label, spans = 0, tokens: own }) => [
      shorten(label, longest.label),
      ...(hasSpans ? [formatCount(spans)] : []),
      formatCount(own),
    ]);
  const rest = labels.length - rows.length;
  const lines = [
    `${escapeControls(name)}: ${formatCount(sentences)} sentences, ${formatCount(tokens)} tokens`,
    ...(rows.length > 0 ? [renderTable(rows, ['label', ...(hasSpans ? ['spans'] : []), 'tokens'])] : []),
    ...(rest > 0 ? [`and ${formatCount(rest)} other labels`] : []),
  ];
  return lines.join('\n');
}

function renderReadings(readings: readonly ManyReadings[]): string {
  const shown = readings.slice(0, mostRows);
  const rest = readings.length - shown.length;
  const lines = shown.map(({ words, readings: own }) => {
    const counts = own.map(({ label, count }) => `${nameReading(label)} ${formatCount(count)}`).join(', ');
    const text = `${counts}; ${nameReading(own.at(-1)!.label)} in ${formatLocation(own.at(-1)!.location)}`;
    return wrapBeside(`  ${shorten(words, longest.words)}`, escapeControls(text), { indent: 34 });
  });
  return [
    `the same words, labelled differently (${formatCount(readings.length)})`,
    ...lines,
    ...(rest > 0 ? [`  and ${formatCount(rest)} others: see --json`] : []),
  ].join('\n');
}

function nameReading(label: string | undefined): string {
  return label ?? 'no span';
}

function shorten(text: string, length: number): string {
  // By characters: never half of a surrogate pair.
  const characters = [...escapeControls(text)];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : characters.join('');
}

/** The result as JSON; a label of null is that of words in no span. */
export function toCheckJson({ files, findings, readings }: CheckResult): string {
  const result = {
    files,
    findings: findings.map(({ kind, problem, location, hint }) => ({ kind, problem, ...location, hint })),
    readings: readings.map(({ words, readings: own }) => ({
      words,
      readings: own.map(({ label = null, count, location }) => ({ label, count, ...location })),
    })),
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}
