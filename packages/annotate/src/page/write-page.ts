import { Html, html } from '@tagger/core/internal';
import { hashSource, hueCount, viewStyle } from '@tagger/server/internal';
import type { LabelKind } from '../labels';
import { clientCode } from './client-code';
import { keyOf } from './label-keys';
import { pageStyle } from './style';

/** The policy of the page: its own style and script, requests to its own server, and nothing else. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src ${hashSource(viewStyle)} ${hashSource(pageStyle)}`,
  `script-src ${hashSource(clientCode)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

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
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Tagger</title>
<style>${new Html(viewStyle)}</style>
<style>${new Html(pageStyle)}</style>
</head>
<body>
<main id="main" data-configuration="${JSON.stringify(configuration)}">
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
</main>
<script>${new Html(clientCode)}</script>
</body>
</html>
`.text;
}

/** A key for those who see it; the name of the button stays its text. */
function writeKey(key: string | undefined): Html {
  return key === undefined ? html`` : html`<kbd aria-hidden="true">${key}</kbd>`;
}
