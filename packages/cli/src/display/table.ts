import { escapeControls } from '@tagger/core/internal';
import Table from 'cli-table3';

const plain = {
  ...Object.fromEntries(
    ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [
      [side, ''],
      [`${side}-mid`, ''],
      [`${side}-left`, ''],
      [`${side}-right`, ''],
    ]),
  ),
  'top-left': '',
  'top-right': '',
  'bottom-left': '',
  'bottom-right': '',
  middle: '  ',
};

/** A table without lines: the first column, or so many of them, to the left, numbers to the right. Text of a file that is in it stays in its cell. */
export function renderTable(
  rows: readonly (readonly (string | number)[])[],
  head: readonly string[] = [],
  leftColumns = 1,
): string {
  const columns = Math.max(head.length, ...rows.map((row) => row.length));
  const table = new Table({
    head: head.map(escapeControls),
    chars: plain,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: Array.from({ length: columns }, (_, index) => (index < leftColumns ? 'left' : 'right')),
  });
  table.push(...rows.map((row) => row.map((cell) => escapeControls(String(cell)))));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}
