import { CorpusError } from '../errors/corpus-error';
import { SettingsError } from '../errors/settings-error';
import type { ErrorLocation } from '../errors/tagger-error';
import type { Sentence } from '../sentence';
import { checkCells } from './check-cells';
import type { FormatOptions, ParseOptions } from './corpus-format';
import { parseBlocks } from './parse-blocks';
import type { TextChunks } from './text-chunks';

/** The rows that mark a new document in CoNLL-2003. */
const documentStart = /^-DOCSTART-/;

/**
 * Reads the columns of CoNLL-2000 and CoNLL-2003: one token on each line, the word first, the tag last (or in column
 * N, from 1). Blanks stand between the columns, or tabs: on a line that has a tab, blanks belong to the words.
 * Rows that start with `-DOCSTART-` are left out. A file with a single column has no tags.
 */
export function parseColumns(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  const { file } = options;
  const column = findColumn(options.column);
  let first: { readonly width: number; readonly line: number } | undefined;

  return parseBlocks(chunks, (lines, firstLine) => {
    const rows: string[][] = [];
    let start = firstLine;
    for (const [index, text] of lines.entries()) {
      const line = firstLine + index;
      if (documentStart.test(text)) continue;
      const row = splitRow(text, { file, line });
      first ??= { width: row.length, line };
      requireWidth(row, first, column, { file, line });
      if (rows.length === 0) start = line;
      rows.push(row);
    }
    if (rows.length === 0) return undefined;
    const tagIndex = column ?? rows[0].length - 1;
    const words = rows.map((row) => row[0]);
    const tags = tagIndex > 0 && { tags: rows.map((row) => row[tagIndex]) };
    return { words, ...tags, line: start, source: { format: 'columns', rows } };
  });
}

/**
 * Writes columns with tabs between them. Of a sentence that was read from columns all others are kept; another one
 * gets two, the word and its tag.
 */
export function formatColumns(sentence: Sentence, options: FormatOptions = {}): string {
  const { words, tags, source } = sentence;
  checkCells(sentence, tags ? /^ *$|[\t\r\n]|^-DOCSTART-/ : /^$|[ \t\r\n]|^-DOCSTART-/, 'columns');
  const rows = source?.format === 'columns' ? source.rows : words.map((word) => [word]);
  const column = source?.format === 'columns' ? findColumn(options.column) : undefined;
  const lines = rows.map((row, index) => (tags ? replaceTag(row, tags[index], column) : row).join('\t'));
  return `${lines.join('\n')}\n\n`;
}

/** @returns the place of the tag in a row, from 0. */
function findColumn(column: string | number | undefined): number | undefined {
  if (column === undefined) return undefined;
  const number = Number(column);
  if (Number.isInteger(number) && number >= 2) return number - 1;
  throw new SettingsError(`column "${column}" cannot hold tags`, {
    hint: 'the columns of this format have numbers: 1 is the word, a tag is in 2 or later',
  });
}

function splitRow(text: string, location: ErrorLocation): string[] {
  const row = text.includes('\t') ? text.split('\t') : text.split(' ').filter((cell) => cell !== '');
  const empty = row.findIndex((cell) => /^ *$/.test(cell));
  if (empty !== -1) throw new CorpusError(`column ${empty + 1} is empty`, { location });
  return row;
}

function requireWidth(
  row: readonly string[],
  first: { readonly width: number; readonly line: number },
  column: number | undefined,
  location: ErrorLocation,
): void {
  if (row.length !== first.width) {
    throw new CorpusError(`expected ${first.width} columns as in line ${first.line}, found ${row.length}`, {
      location,
    });
  }
  if (column !== undefined && column >= row.length) {
    throw new CorpusError(`there is no column ${column + 1}, only ${row.length}`, { location });
  }
}

function replaceTag(row: readonly string[], tag: string, column: number | undefined): string[] {
  const index = column ?? Math.max(1, row.length - 1);
  if (index > row.length) {
    throw new SettingsError(`a tag cannot go into column ${index + 1} of ${row.length}`);
  }
  return [...row.slice(0, index), tag, ...row.slice(index + 1)];
}
