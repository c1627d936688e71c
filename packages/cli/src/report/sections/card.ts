import { type Html, html } from '@tagger/core/internal';
import type { Card, CardBlock } from '@tagger/models/internal';
import { table } from '../parts';

/** The model card, as `writeModelCard` has it in Markdown. */
export function writeCard({ sections }: Card): Html {
  return html`<div class="card">
${sections.map(
  ({ title, blocks }) => html`<section>${title ? html`<h3>${title}</h3>` : ''}
${blocks.map((block) => writeBlock(block, title ?? 'Model card'))}</section>\n`,
)}</div>`;
}

function writeBlock(block: CardBlock, label: string): Html {
  if (block.kind === 'text') return html`<p>${block.text}</p>\n`;
  if (block.kind === 'code')
    return html`<pre tabindex="0" role="region" aria-label="${label}: ${block.language}"><code>${block.text}</code></pre>\n`;
  if (block.kind === 'labels')
    return html`<p class="labels">${block.labels.map((text) => html`<code>${text}</code> `)}</p>\n`;
  if (block.kind === 'facts')
    return html`<dl class="facts">${block.rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>\n`;
  const [first = '', ...others] = block.head;
  return table(
    label,
    [{ head: first, kind: 'text' }, ...others.map((head) => ({ head, kind: 'number' as const }))],
    block.rows,
  );
}
