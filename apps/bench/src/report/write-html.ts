import { escapeHtml } from './escape-html';
import type { Drawing } from './plots/draw';
import type { BenchResults } from './results';
import { makeTables, type ReportTable } from './tables';
import { describe } from './write-markdown';

const style = `
:root { color-scheme: light dark; --line: #d0d4d9; --faint: #5a636d; --back: #fff; --text: #1b1f24 }
@media (prefers-color-scheme: dark) { :root { --line: #3a4149; --faint: #9aa4af; --back: #14171b; --text: #e6e9ec } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.55 system-ui, sans-serif }
main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.7rem; line-height: 1.2 } h2 { font-size: 1.2rem; margin: 2.5rem 0 .6rem }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums }
th, td { padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top }
th { font-weight: 600 } th:first-child, td:first-child { text-align: left; white-space: nowrap }
td[colspan] { color: var(--faint) }
.note, figcaption { color: var(--faint); font-size: .88rem; margin: .5rem 0 }
figure { margin: 0 }
.scroll > svg, .scroll > figure > svg { max-width: 100%; height: auto; min-width: 28rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; font-size: .92rem }
dt { color: var(--faint) } dd { margin: 0; overflow-wrap: anywhere }
code { font-size: .92em }`;

/** All results as one page that needs nothing beside itself. */
export function writeHtml(results: BenchResults, drawings: readonly Drawing[]): string {
  const body = [
    '<h1>Tagger, measured</h1>',
    `<p>Sequence taggers trained at a report's settings on ${escapeHtml(results.corpus)}, beside other programs.</p>`,
    ...makeTables(results).map(writeTable),
    ...drawings.map(writeDrawing),
    writeCircumstances(results),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tagger, measured</title>
<style>${style}</style>
<main>
${body.join('\n')}
</main>
</html>
`;
}

function writeTable({ title, head, rows, notes }: ReportTable): string {
  const header = head.map((text) => `<th>${escapeHtml(text)}</th>`).join('');
  const body = rows.map((row) => `<tr>${writeCells(row)}</tr>`).join('\n');
  const footer = notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('\n');
  return `<section><h2>${escapeHtml(title)}</h2>
<div class="scroll"><table><thead><tr>${header}</tr></thead>
<tbody>${body}</tbody></table></div>
${footer}</section>`;
}

/** A text takes the place of the empty cells behind it. */
function writeCells(row: readonly string[]): string {
  const cells = row.map((text, column) => {
    if (text === '') return '';
    const next = row.findIndex((other, index) => index > column && other !== '');
    const span = (next === -1 ? row.length : next) - column;
    return `<td${span > 1 ? ` colspan="${span}"` : ''}>${escapeHtml(text)}</td>`;
  });
  return cells.join('');
}

function writeDrawing({ title, caption, html }: Drawing): string {
  return `<section><h2>${escapeHtml(title)}</h2>
<figure><div class="scroll">${html}</div><figcaption>${escapeHtml(caption)}</figcaption></figure></section>`;
}

function writeCircumstances(results: BenchResults): string {
  const rows = describe(results).map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value.replaceAll('`', ''))}</dd>`,
  );
  return `<section><h2>How it was measured</h2><dl>${rows.join('\n')}</dl></section>`;
}
