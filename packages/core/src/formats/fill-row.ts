import { CorpusError } from '../errors';
import { removeLineEnd } from './split-lines';

const cellBetweenBlanks = /[^ ]+/g;

/** The cells of a line, between tabs or else between blanks. */
export function splitCells(text: string): string[] {
  return text.includes('\t') ? text.split('\t') : text.split(' ').filter((cell) => cell !== '');
}

/**
 * Puts cells into a line in the place of its own, and leaves all around them as it is: blanks, also those around a cell, and
 * the line's end. A cell more than the line has comes behind them.
 *
 * @throws CorpusError if a cell has a blank in it, and the cells of the line are separated by blanks.
 */
export function fillRow(line: string, cells: readonly string[]): string {
  const text = removeLineEnd(line);
  const lineEnd = line.slice(text.length);
  if (text.includes('\t')) {
    const own = text.split('\t');
    return cells.map((cell, index) => fillCell(own[index] ?? '', cell)).join('\t') + lineEnd;
  }
  const pieces: string[] = [];
  let done = 0;
  for (const { index, 0: own } of text.matchAll(cellBetweenBlanks)) {
    const cell = cells[pieces.length] ?? own;
    pieces.push(text.slice(done, index) + fillCell(own, cell));
    done = index + own.length;
  }
  const separator = pieces.length === 1 ? '\t' : ' ';
  const isTabbed = pieces.length === 1 && cells.length > 1;
  const blank = isTabbed ? undefined : cells.find((cell) => cell.includes(' '));
  if (blank !== undefined)
    throw new CorpusError(`columns between blanks cannot hold ${JSON.stringify(blank)}`, {
      hint: 'put tabs between the columns, or write JSON Lines',
    });
  const added = cells.slice(pieces.length).map((cell) => separator + cell);
  return pieces.join('') + added.join('') + text.slice(done) + lineEnd;
}

/** A cell with the blanks around the one that it replaces. */
function fillCell(own: string, cell: string): string {
  if (own === cell) return own;
  const text = own.trim();
  const start = own.indexOf(text);
  return own.slice(0, start) + cell + own.slice(start + text.length);
}
