import type { RawTextMetric } from '@tagger/core/internal';
import { formatPercent } from '../display/format';
import { renderTable } from '../display/table';
import type { RawScores } from './score-raw';

/** The names of the shared task. */
const names: Readonly<Record<RawTextMetric, string>> = {
  tokens: 'Tokens',
  sentences: 'Sentences',
  words: 'Words',
  upos: 'UPOS',
  xpos: 'XPOS',
  feats: 'UFeats',
  allTags: 'AllTags',
  lemmas: 'Lemmas',
};

/** A table like that of the CoNLL 2018 shared task. */
export function renderRawScores(scores: RawScores): string {
  const rows = (Object.keys(scores) as RawTextMetric[]).map((metric) => {
    const { precision, recall, f1, alignedAccuracy } = scores[metric]!;
    return [
      names[metric],
      ...[precision, recall, f1].map(formatPercent),
      alignedAccuracy === undefined ? '' : formatPercent(alignedAccuracy),
    ];
  });
  return `${renderTable(rows, ['raw text', 'precision', 'recall', 'F1', 'aligned accuracy'])}\n`;
}
