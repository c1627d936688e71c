import type { ConfusionMatrix } from '@tagger/core';
import { type Html, html } from '@tagger/core/internal';
import { formatCount } from '../../display/format';
import { countOf, percent, scrolling } from '../parts';
import { mostTags, selectConfusions } from './select-confusions';

/** Shades of a cell. */
const levels = 8;

/** Which tag is taken for which, as a table: rows are the tags of the corpus, columns those that were given. */
export function writeConfusion(matrix: ConfusionMatrix): Html {
  const { tags, counts, hasRest } = selectConfusions(matrix);
  const names = hasRest ? [...tags, 'others'] : tags;
  const writeName = (index: number) =>
    index < tags.length ? html`<code>${tags[index]}</code>` : html`<em>others</em>`;
  const rows = counts.map((row, gold) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return html`<tr><th scope="row">${writeName(gold)}</th>${row.map((count, given) => {
      if (count === 0) return html`<td></td>`;
      const share = count / total;
      const shade = `${gold === given ? 'right' : 'wrong'}-${Math.max(1, Math.round(levels * Math.sqrt(share)))}`;
      const title = `${names[gold]} tagged as ${names[given]}: ${countOf(count, 'token')}, ${percent(share)} %`;
      return html`<td class="${shade}" title="${title}">${share >= 0.005 ? percent(share, 0) : ''}</td>`;
    })}<td class="total">${formatCount(total)}</td></tr>\n`;
  });
  return html`<p class="note">A row is a tag in the corpus, a column the tag that was given. Numbers are % of the row; below 0.5 % there is a shade alone. Right ones are blue, wrong ones orange.${
    hasRest
      ? ` The ${mostTags - 1} tags with the most errors, of ${formatCount(matrix.tags.length)}; the others stand together.`
      : ''
  }</p>
${scrolling(
  'Confusion matrix',
  html`<table class="${names.length > 18 ? 'matrix' : 'matrix few'}">
<thead><tr><td></td>${names.map((_, index) => html`<th scope="col"><span>${writeName(index)}</span></th>`)}<th scope="col"><span>tokens</span></th></tr></thead>
<tbody>
${rows}</tbody>
</table>`,
)}`;
}
