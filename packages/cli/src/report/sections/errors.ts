import { type Html, html } from '@tagger/core/internal';
import type { EvaluationReport } from '@tagger/trainer';
import type { ConfusedPair, ErrorExample } from '@tagger/trainer/internal';
import { countOf, percent } from '../parts';
import { countWrong } from './summary';

/** The most frequent errors, with places where they happened. */
export function writeErrors({ errors, result }: EvaluationReport): Html {
  return writePairs(errors, countWrong(result));
}

/** @param wrong tokens with an error */
export function writePairs(errors: readonly ConfusedPair[], wrong: number): Html {
  if (errors.length === 0) return html`<p>There are none.</p>`;
  return html`<p class="note">The tag of the corpus comes first, then the one that was given. Of each pair, the first places in different sentences with different words, each with the score that the wrong tag had, if it is of the first column.</p>
<div class="errors">
${errors.map((pair) => writePair(pair, wrong))}</div>`;
}

function writePair({ gold, predicted, tokens, examples }: ConfusedPair, wrong: number): Html {
  return html`<article>
<h3><span><code>${gold}</code> tagged as <code>${predicted}</code></span> <small>${countOf(tokens, 'token')} · ${percent(tokens / wrong, 1)}&nbsp;%</small></h3>
<ol>
${examples.map((example) => html`<li><bdi>${writeExample(example)}</bdi>${example.score === undefined ? '' : html` <small>${percent(example.score, 0)}&nbsp;%</small>`}</li>\n`)}</ol>
</article>
`;
}

function writeExample({ before, word, after, isCut }: ErrorExample): Html {
  const left = [...(isCut[0] ? ['…'] : []), ...before, ''].join(' ');
  const right = ['', ...after, ...(isCut[1] ? ['…'] : [])].join(' ');
  return html`${left}<mark>${word}</mark>${right}`;
}
