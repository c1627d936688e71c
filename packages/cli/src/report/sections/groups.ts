import { type Html, html } from '@tagger/core/internal';
import type { EvaluationReport } from '@tagger/trainer';
import type { LengthGroup, WordGroup } from '@tagger/trainer/internal';
import { formatCount } from '../../display/format';
import { bar, type Column, percent, table } from '../parts';

interface Row {
  readonly label: string;
  readonly tokens: number;
  readonly correct: number;
  /** Cells behind those that every table has. */
  readonly more?: readonly string[];
}

/** Accuracy on known and unknown words, and by the frequency of the word. */
export function writeWords({ byWord }: EvaluationReport): Html {
  const isKnown = ({ kind }: WordGroup) => kind === 'ranked';
  const known = { label: 'Known words', ...sum(byWord.filter(isKnown)) };
  const unknown = { label: 'Unknown words', ...sum(byWord.filter((group) => !isKnown(group))) };
  return html`<p class="note">Known words are those that the training corpus taught. The longest bar is the worst row.</p>
${writeGroups(
  'Known and unknown words',
  'Word',
  [known, unknown].filter(({ tokens }) => tokens > 0),
)}
<h3>By frequency in the training corpus</h3>
<p class="note">The model file holds no counts of words, but its vocabulary is in the order of their frequency in the training corpus: rank 1 is the most frequent word.</p>
${writeGroups(
  'Accuracy by the frequency of the word',
  'Rank of the word',
  byWord.map((group) => ({ ...group, label: nameWords(group) })),
)}`;
}

export function writeLengths({ byLength }: EvaluationReport): Html {
  const groups = writeGroups(
    'Accuracy by the length of the sentence',
    'Words in the sentence',
    byLength.map((group) => ({
      ...group,
      label: nameLength(group),
      more: [formatCount(group.sentences), percent(group.correctSentences / group.sentences)],
    })),
    [
      { head: 'Sentences', kind: 'number' },
      { head: 'All right, %', kind: 'number' },
    ],
  );
  return html`<p class="note">Accuracy counts tokens; all right are sentences with no wrong tag. The longest bar is the worst row.</p>
${groups}`;
}

function nameWords({ kind, ranks }: WordGroup): string {
  if (ranks) return `${formatCount(ranks[0])} – ${formatCount(ranks[1])}`;
  const names = {
    ranked: '',
    'other case': 'Known in another case',
    'vector alone': 'Known by its vector alone',
    unknown: 'Not in the vocabulary',
  };
  return names[kind];
}

function nameLength({ from, to }: LengthGroup): string {
  return to === undefined ? `${from} and more` : `${from} – ${to}`;
}

/** The bars show errors, since accuracies are all alike to the eye; the longest stands for the worst group. */
function writeGroups(label: string, head: string, rows: readonly Row[], more: readonly Column[] = []): Html {
  const errorRate = ({ tokens, correct }: Row) => 1 - correct / tokens;
  const worst = Math.max(...rows.map(errorRate), Number.EPSILON);
  const all = sum(rows);
  const wrong = Math.max(1, all.tokens - all.correct);
  return table(
    label,
    [
      { head, kind: 'text' },
      { head: 'Error rate', kind: 'bar' },
      { head: 'Accuracy, %', kind: 'number' },
      { head: 'Tokens', kind: 'number' },
      { head: 'Of all errors, %', kind: 'number', isMinor: more.length > 0 },
      ...more,
    ],
    rows.map((row) => [
      row.label,
      bar(errorRate(row) / worst, 'bad'),
      html`<strong>${percent(row.correct / row.tokens)}</strong>`,
      formatCount(row.tokens),
      percent((row.tokens - row.correct) / wrong, 1),
      ...(row.more ?? []),
    ]),
  );
}

function sum(groups: readonly { readonly tokens: number; readonly correct: number }[]) {
  return {
    tokens: groups.reduce((total, { tokens }) => total + tokens, 0),
    correct: groups.reduce((total, { correct }) => total + correct, 0),
  };
}
