/**
 * Points the links of docs/derivations.md at the lines that have the code they show, after that code moved within its file:
 *
 *   node scripts/relink-derivations.js
 *
 * Of several places, the one nearest to the old lines is taken. A test holds the links to the code.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const page = new URL('../docs/derivations.md', import.meta.url);
const compact = (code) => code.replace(/\s+/g, '').replace(/,(?=[)\]}])/g, '');

/** The shortest runs of lines that contain the code, each as [first, last], counted from 1. */
function findCode(lines, code) {
  const found = [];
  for (let first = 1; first <= lines.length; first++)
    for (let last = first; last <= Math.min(first + 9, lines.length); last++) {
      if (!compact(lines.slice(first - 1, last).join('\n')).includes(code)) continue;
      if (!compact(lines.slice(first, last).join('\n')).includes(code)) found.push([first, last]);
      break;
    }
  return found;
}

const text = readFileSync(page, 'utf8');
const linked = text.replace(/\[(`[^`]+`)\]\(([^)#\s]+)#L(\d+)(?:-L\d+)?\)/g, (link, label, path, old) => {
  const places = findCode(readFileSync(new URL(path, page), 'utf8').split('\n'), compact(label.slice(1, -1)));
  if (places.length === 0) {
    console.error(`${path}: ${label} is not there: correct docs/derivations.md by hand`);
    process.exitCode = 1;
    return link;
  }
  const [first, last] = places.sort(([a], [b]) => Math.abs(a - old) - Math.abs(b - old))[0];
  return `[${label}](${path}#L${first}${last > first ? `-L${last}` : ''})`;
});
writeFileSync(page, linked);
