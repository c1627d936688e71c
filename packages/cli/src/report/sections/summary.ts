import { type Html, html } from '@tagger/core/internal';
import type { EvaluationReport } from '@tagger/trainer';
import { calibrationError } from '@tagger/trainer/internal';
import { formatCount, formatPercent } from '../../display/format';
import { countOf, percent } from '../parts';

/** The main scores as tiles, and in words what stands out. */
export function writeSummary(report: EvaluationReport): Html {
  const { result } = report;
  const scores: (readonly [name: string, value: string])[] = [
    ...(result.spans ? [['Span F1', formatPercent(result.spans.f1)] as const] : []),
    ['Token accuracy', formatPercent(result.accuracy)],
    ['Sentence accuracy', formatPercent(result.sentenceAccuracy)],
    ['Macro-F1 of tags', formatPercent(result.macroF1)],
    ['Unknown words', formatPercent(result.unknownAccuracy)],
    ['Loss', result.loss?.toFixed(4) ?? '-'],
  ];
  return html`<dl class="tiles">
${scores.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
<ul class="findings">
${listFindings(report).map((finding) => html`<li>${finding}</li>\n`)}</ul>
<p class="note">Sentence accuracy: sentences with every tag right. Macro-F1: the mean over the tags, each counted once. Unknown words: those that the training corpus did not teach. Loss: the cross-entropy of a sentence, in nats.</p>`;
}

function listFindings({ result, calibration, errors }: EvaluationReport): Html[] {
  const wrong = countWrong(result);
  const findings = [
    html`<strong>${formatCount(result.tokens - wrong)}</strong> of ${countOf(result.tokens, 'token')} are right, in ${countOf(result.sentences, 'sentence')}.`,
  ];
  if (wrong === 0) return findings;
  if (result.unknownTokens > 0) {
    const wrongUnknown = Math.round(result.unknownTokens * (1 - (result.unknownAccuracy ?? 0)));
    findings.push(
      html`Unknown words are ${percent(result.unknownTokens / result.tokens, 1)}&nbsp;% of the tokens and <strong>${percent(wrongUnknown / wrong, 1)}&nbsp;%</strong> of the errors.`,
    );
  }
  const [first] = errors;
  if (first)
    findings.push(
      html`The most frequent error is <code>${first.gold}</code> tagged as <code>${first.predicted}</code>: ${percent(first.tokens / wrong, 1)}&nbsp;% of all errors.`,
    );
  const meanScore = calibration.reduce((sum, bin) => sum + bin.count * bin.meanScore, 0) / result.tokens;
  const tendency =
    Math.abs(meanScore - result.accuracy) < 0.005
      ? 'about as sure as it is right'
      : meanScore > result.accuracy
        ? 'surer than it is right'
        : 'less sure than it is right';
  findings.push(
    html`The model is ${tendency}: its mean score is ${percent(meanScore)}&nbsp;%. The calibration error is ${percent(calibrationError(calibration))}&nbsp;%.`,
  );
  const unseen = Object.entries(result.unseenTags);
  if (unseen.length > 0)
    findings.push(
      html`Tags that the model has never seen count as wrong, and are left out of the loss: ${unseen.slice(0, 20).map(([tag, count]) => html`<code>${tag}</code> (${formatCount(count)}) `)}${unseen.length > 20 ? 'and others' : ''}`,
    );
  return findings;
}

/** Tokens with a wrong tag. */
export function countWrong({ confusion: { counts } }: EvaluationReport['result']): number {
  return counts.reduce(
    (sum, row, gold) => sum + row.reduce((all, count, given) => (gold === given ? all : all + count), 0),
    0,
  );
}
