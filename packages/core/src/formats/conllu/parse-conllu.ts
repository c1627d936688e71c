import { CorpusError } from '../../errors/corpus-error';
import type { ErrorLocation } from '../../errors/tagger-error';
import type { ConlluRow, Sentence } from '../../sentence';
import type { ParseOptions } from '../corpus-format';
import { describeTags } from '../describe-tags';
import { parseBlocks } from '../parse-blocks';
import { requireOwnWords } from '../require-own-words';
import type { TextChunks } from '../text-chunks';
import { type ConlluColumn, findConlluColumn } from './conllu-column';
import { RowIds } from './row-ids';

/**
 * Reads CoNLL-U. The words of a sentence are its rows with a plain id; multiword tokens, empty nodes and comments are
 * kept in its source. A sentence with `_` for every tag counts as untagged (but `_` in feats, deps and misc says
 * "none", and is a tag); where some words of a sentence have a tag, the others are `unlabelled`.
 *
 * Format: https://universaldependencies.org/format.html
 */
export function parseConllu(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  requireOwnWords('CoNLL-U', options);
  const column = findConlluColumn(options.column);
  return parseBlocks(chunks, (lines, firstLine) => parseBlock(lines, firstLine, column, options.file));
}

function parseBlock(
  lines: readonly string[],
  firstLine: number,
  column: ConlluColumn,
  file: string | undefined,
): Sentence | undefined {
  const comments: string[] = [];
  const rows: ConlluRow[] = [];
  const words: string[] = [];
  const tags: string[] = [];
  const ids = new RowIds();
  for (const [index, text] of lines.entries()) {
    const location = { file, line: firstLine + index };
    if (text.startsWith('#')) {
      requireBeforeRows(rows, location);
      comments.push(text);
      continue;
    }
    const row = splitRow(text, location);
    rows.push(row);
    if (ids.next(row[0], location) !== 'word') continue;
    words.push(row[1]);
    tags.push(requireCell(row[column.index], column.name, location));
  }
  if (rows.length === 0) return undefined;
  ids.end();
  if (words.length === 0) {
    throw new CorpusError('the sentence has no words', { location: { file, line: firstLine } });
  }
  const labels = column.emptyIsValue ? tags : tags.map((tag) => (tag === '_' ? undefined : tag));
  return { words, ...describeTags(labels), line: firstLine, source: { format: 'conllu', comments, rows } };
}

function requireBeforeRows(rows: readonly ConlluRow[], location: ErrorLocation): void {
  if (rows.length === 0) return;
  throw new CorpusError('a comment between the words of a sentence', {
    location,
    hint: 'comments stand before the first word; is the blank line between two sentences missing?',
  });
}

function splitRow(text: string, location: ErrorLocation): ConlluRow {
  const cells = text.split('\t');
  if (!isRow(cells)) {
    throw new CorpusError(`expected 10 columns, found ${cells.length}`, {
      location,
      hint: text.includes('\t')
        ? 'for files with other columns, use the format columns'
        : 'tabs stand between the columns of CoNLL-U, not blanks',
    });
  }
  requireCell(cells[1], 'form', location);
  return cells;
}

function isRow(cells: readonly string[]): cells is ConlluRow {
  return cells.length === 10;
}

function requireCell(cell: string, column: string, location: ErrorLocation): string {
  if (cell.trim() !== '') return cell;
  throw new CorpusError(`column ${column} is empty`, { location, hint: 'write _ where there is nothing' });
}
