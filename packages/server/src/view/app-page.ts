import { html } from '@tagger/core/internal';
import { appScript } from './app-script';
import { writeInteractivePage, writePolicy } from './interactive-page';

const appStyle = `
form { display: grid; gap: .8rem }
label { display: block; font-size: .85rem; color: var(--faint) }
textarea, select, input, button { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--edge); border-radius: 8px; padding: .5rem .7rem }
textarea { display: block; width: 100%; min-height: 8rem; resize: vertical; line-height: 1.5 }
.row { display: flex; flex-wrap: wrap; gap: .7rem 1rem; align-items: end }
.row .space { flex: 1 }
@media (max-width: 40rem) { .row .space { flex-basis: 100% } .row button { flex: 1 } }
button { cursor: pointer; white-space: nowrap } button:hover { border-color: var(--link) } button:disabled { color: var(--faint); cursor: default }
:is(textarea, select, input, button):focus-visible { outline: 2px solid var(--link); outline-offset: 1px }
#status { min-height: 1.6em; margin: .6rem 0 1rem }
#status.failed { font-weight: 600; color: var(--text) }
`;

export const appPolicy = writePolicy({ style: appStyle, script: appScript });

/** The page of the server, on which text is tagged as it is typed. */
export function writeAppPage({
  models,
  base,
  needsToken,
}: {
  /** Their names; the first is the default. */
  readonly models: readonly string[];
  /** The path that its routes start with. */
  readonly base: string;
  readonly needsToken: boolean;
}): string {
  const main = html`<main>
<header><p class="name">Tagger</p><h1>Tag a text</h1></header>
<form id="form" data-base="${base}">
<div><label for="text">Text</label><textarea id="text" dir="auto" autofocus spellcheck="false">I saw her duck. Did you?</textarea></div>
<div class="row">
<div><label for="model">Model</label><select id="model">${models.map((name) => html`<option>${name}</option>`)}</select></div>
${needsToken ? html`<div><label for="token">Token</label><input id="token" type="password" autocomplete="off"></div>` : ''}
<div class="space"></div>
<button type="button" data-type="text/x-conllu" data-name="tagged.conllu">Download CoNLL-U</button>
<button type="button" data-type="application/json" data-name="tagged.json">Download JSON</button>
</div>
</form>
<p id="status" class="note" role="status"></p>
<div id="view"></div>
<noscript><p class="note">This page needs JavaScript. The server answers without it: see openapi.json.</p></noscript>
</main>`;
  return writeInteractivePage({ title: 'Tagger', style: appStyle, script: appScript, main });
}
