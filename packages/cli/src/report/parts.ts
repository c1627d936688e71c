import { type Html, html } from '@tagger/core/internal';
import { formatCount } from '../display/format';

/** A section, with its place in the list of contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

/** 0.8912 → '89.12'; a column of them says in its head that they are %. */
export function percent(fraction: number, digits = 2): string {
  return (100 * fraction).toFixed(digits);
}

/** '1 token', '2,000 tokens' */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** What may be wider than a small screen scrolls in itself, also by the keyboard. */
export function scrolling(label: string, content: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`;
}

/** A bar from 0 to 1. Drawn, since the page's policy forbids style attributes. */
export function bar(share: number, kind: 'good' | 'bad'): Html {
  const width = (100 * Math.min(1, Math.max(0, share))).toFixed(1);
  return html`<svg class="bar ${kind}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="fill" width="${width}" height="8"/></svg>`;
}

/** A column of a table: its head, and whether it has text, numbers or bars. */
export interface Column {
  readonly head: string;
  readonly kind: 'text' | 'number' | 'bar';
  /** Whether a small screen goes without it. */
  readonly isMinor?: boolean;
}

/** A table whose first column names its rows. */
export function table(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly (string | Html)[])[],
): Html {
  const writeRow = ([first, ...rest]: readonly (string | Html)[]) =>
    html`<tr><th scope="row">${first}</th>${rest.map(
      (cell, index) => html`<td class="${classOf(columns[index + 1]!)}">${cell}</td>`,
    )}</tr>\n`;
  return scrolling(
    label,
    html`<table>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${classOf(column)}">${column.head}</th>`)}</tr></thead>
<tbody>
${rows.map(writeRow)}</tbody>
</table>`,
  );
}

function classOf({ kind, isMinor }: Column): string {
  return isMinor ? `${kind} minor` : kind;
}
