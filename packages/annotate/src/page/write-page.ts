import { type Html, html } from '@tagger/core/internal';
import { hueCount, writeInteractivePage, writePolicy } from '@tagger/server/internal';
import type { LabelKind } from '../labels';
import { clientCode } from './client-code';
import { keyOf } from './label-keys';
import { pageStyle } from './style';

export const pagePolicy = writePolicy({ style: pageStyle, script: clientCode });

const shortcuts: readonly (readonly [keys: string, what: string])[] = [
  ['← →', 'go to another word; with Shift, choose several words'],
  ['1 2 3 …', 'give the word, or the chosen words, a label; the same label again takes it away'],
  ['Backspace', 'take the label away'],
  ['Enter', 'accept: the labels are right'],
  ['X', 'reject: nothing is to be learnt from this text'],
  ['Space', 'skip: decide later'],
  ['U', 'undo the last change; without one, go back to the answer before'],
  ['N', 'write a note; Enter or Esc goes back to the text'],
];

/** What the script of the page is told at the start. */
export interface PageConfiguration {
  readonly labels: readonly string[];
  readonly kind: LabelKind;
  readonly needsKey: boolean;
}

/** The page on which one labels. */
export function writePage({
  title,
  ...configuration
}: PageConfiguration & { readonly title: string }): string {
  const { labels, kind } = configuration;
  const main = html`<main id="main" data-configuration="${JSON.stringify(configuration)}">
<header>
<p class="name">Tagger</p>
<h1>${title}</h1>
<p id="count"></p>
<p id="model"></p>
<progress id="progress" aria-label="Answered texts" max="1" value="0"></progress>
</header>
<div id="labels" role="group" aria-label="Labels">
${labels.map(
  (label, index) =>
    html`<button type="button" class="h${index % hueCount}" data-label="${label}" aria-pressed="false">${label}${writeKey(keyOf(index)?.toUpperCase())}</button>\n`,
)}</div>
<div id="text" class="sentence" dir="auto" role="group" aria-label="Text"></div>
<div id="versions" class="row" role="group" aria-label="Answers" hidden></div>
<p id="status" role="status"></p>
<div class="row"><label>Note <input id="note" autocomplete="off" maxlength="10000" dir="auto"></label></div>
<section id="learning" aria-label="Learning" hidden></section>
<details><summary>Keys</summary><dl>${shortcuts.map(([keys, what]) => html`<dt><kbd>${keys}</kbd></dt><dd>${what}</dd>`)}${
    kind === 'spans'
      ? html`<dt>Mouse</dt><dd>choose a label, then draw over words; click a labelled word to give it another label</dd>`
      : ''
  }</dl></details>
<noscript><p class="note">This page needs JavaScript.</p></noscript>
<div id="actions" role="group" aria-label="Answer"><div>
<button type="button" class="accept" data-verdict="accept">Accept${writeKey('⏎')}</button>
<button type="button" data-verdict="reject">Reject${writeKey('X')}</button>
<button type="button" data-verdict="ignore">Skip${writeKey('␣')}</button>
<button type="button" id="undo">Undo${writeKey('U')}</button>
</div></div>
</main>`;
  return writeInteractivePage({ title: `${title} – Tagger`, style: pageStyle, script: clientCode, main });
}

/** A key for those who see it; the name of the button stays its text. */
function writeKey(key: string | undefined): Html {
  return key === undefined ? html`` : html`<kbd aria-hidden="true">${key}</kbd>`;
}
