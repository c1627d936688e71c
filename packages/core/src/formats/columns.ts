import { CorpusError } from '../errors/corpus-error';
import { SettingsError } from '../errors/settings-error';
import type { ErrorLocation } from '../errors/tagger-error';
import type { Sentence } from '../sentence';
import { checkCells } from './check-cells';
import { isCommentRow, type RowShape, saysComment } from './comment-rows';
import type { FormatOptions, ParseOptions } from './corpus-format';
import { parseBlocks } from './parse-blocks';
import type { TextChunks } from './text-chunks';

/** The rows that mark a new document in CoNLL-2003. */
const documentStart = /^-DOCSTART-/;

/**
 * Reads the columns of CoNLL-2000 and CoNLL-2003: one token on each line, the word first (or in column `wordColumn`), the tag
 * last (or in column `column`), both counted from 1. Blanks stand between the columns, or tabs: on a line that has a tab,
 * blanks belong to the words. Blanks of any kind around a tag are removed. Rows that start with `-DOCSTART-` are left out, and
 * so are comments before the rows of a sentence (see {@link isCommentRow}). A file with a single column has no tags.
 */
export function parseColumns(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  const { file } = options;
  const { word, tag } = findColumns(options);
  let first: FirstRow | undefined;

  return parseBlocks(chunks, (lines, firstLine) => {
    const rows: string[][] = [];
    const comments: string[] = [];
    let start = firstLine;
    first ??= findFirstRow(lines, firstLine);
    const isTag = (cell: string) =>
      lines.some((text) => !text.startsWith('#') && text.trimEnd().split(/[ \t]/).at(-1) === cell);
    for (const [index, text] of lines.entries()) {
      const line = firstLine + index;
      if (documentStart.test(text)) continue;
      if (isCommentRow(text, splitCells(text).length, first ?? noRows, isTag)) {
        if (rows.length > 0) throw createCommentError({ file, line });
        comments.push(text);
        continue;
      }
      const row = splitRow(text, { file, line });
      requireWidth(row, first!, [word, tag ?? 0], { file, line });
      if (rows.length === 0) start = line;
      rows.push(row);
    }
    if (rows.length === 0) return undefined;
    const tagIndex = tag ?? rows[0].length - 1;
    const words = rows.map((row) => row[word]);
    const tags = tagIndex !== word && {
      tags: rows.map((row, index) => trimTag(row[tagIndex], tagIndex, { file, line: start + index })),
    };
    const source = { format: 'columns', rows, ...(comments.length > 0 && { comments }) } as const;
    return { words, ...tags, line: start, source };
  });
}

/**
 * Writes columns with tabs between them. Of a sentence that was read from columns all others are kept; another one
 * gets two, the word and its tag.
 */
export function formatColumns(sentence: Sentence, options: FormatOptions = {}): string {
  const { words, tags, source } = sentence;
  const unwritable = tags ? /^ *$|[\t\r\n]|^-DOCSTART-/ : /^$|[ \t\r\n]|^-DOCSTART-/;
  checkCells(sentence, unwritable, 'columns', /^\s|\s$/);
  const comment = words.find(saysComment);
  if (comment !== undefined)
    throw new CorpusError(
      `columns cannot hold ${JSON.stringify(comment)}, which would be read as a comment`,
      {
        hint: 'JSON Lines can hold any text',
      },
    );
  const own = source?.format === 'columns' ? source : undefined;
  const rows = own?.rows ?? words.map((word) => [word]);
  const { word, tag } = own ? findColumns(options) : { word: 0, tag: undefined };
  const lines = rows.map((row, index) => (tags ? replaceTag(row, tags[index], word, tag) : row).join('\t'));
  return `${[...(own?.comments ?? []), ...lines].join('\n')}\n\n`;
}

/** @returns the places of word and tag in a row, from 0; no place for a tag that is in the last column. */
function findColumns({ column, wordColumn = 1 }: FormatOptions): { word: number; tag: number | undefined } {
  const word = Number(wordColumn);
  if (!Number.isInteger(word) || word < 1)
    throw new SettingsError(`column "${wordColumn}" cannot hold the words`, {
      hint: 'the columns of this format have numbers, from 1',
    });
  if (column === undefined) return { word: word - 1, tag: undefined };
  const tag = Number(column);
  if (Number.isInteger(tag) && tag >= 1 && tag !== word) return { word: word - 1, tag: tag - 1 };
  throw new SettingsError(`column "${column}" cannot hold tags`, {
    hint: `the columns of this format have numbers: ${word} is the word, a tag is in another`,
  });
}

/** Of a file that has begun with comments alone. */
const noRows: RowShape = { width: 0, isTabbed: false };

interface FirstRow extends RowShape {
  readonly line: number;
}

/** The row that all others are as wide as: the first one that is certainly no comment. */
function findFirstRow(lines: readonly string[], firstLine: number): FirstRow | undefined {
  const isRow = (text: string) => !documentStart.test(text);
  const plain = lines.findIndex((text) => isRow(text) && !text.startsWith('#'));
  const index = plain === -1 ? lines.findIndex((text) => isRow(text) && !saysComment(text)) : plain;
  const text = lines[index];
  if (text === undefined) return undefined;
  return { width: splitCells(text).length, isTabbed: text.includes('\t'), line: firstLine + index };
}

function splitCells(text: string): string[] {
  return text.includes('\t') ? text.split('\t') : text.split(' ').filter((cell) => cell !== '');
}

function createCommentError(location: ErrorLocation): CorpusError {
  return new CorpusError('a comment between the words of a sentence', {
    location,
    hint: 'comments stand before the first word; is the blank line between two sentences missing?',
  });
}

function trimTag(cell: string, index: number, location: ErrorLocation): string {
  const tag = cell.trim();
  if (tag !== '') return tag;
  throw new CorpusError(`column ${index + 1} is empty`, { location });
}

function splitRow(text: string, location: ErrorLocation): string[] {
  const row = splitCells(text);
  const empty = row.findIndex((cell) => /^ *$/.test(cell));
  if (empty !== -1) throw new CorpusError(`column ${empty + 1} is empty`, { location });
  return row;
}

function requireWidth(
  row: readonly string[],
  first: FirstRow,
  columns: readonly number[],
  location: ErrorLocation,
): void {
  if (row.length !== first.width) {
    throw new CorpusError(`expected ${first.width} columns as in line ${first.line}, found ${row.length}`, {
      location,
      hint: row[0].startsWith('#')
        ? 'a comment begins with "# " and stands before the first row of a sentence'
        : undefined,
    });
  }
  const missing = columns.find((column) => column >= row.length);
  if (missing !== undefined) {
    throw new CorpusError(`there is no column ${missing + 1}, only ${row.length}`, { location });
  }
}

function replaceTag(row: readonly string[], tag: string, word: number, column: number | undefined): string[] {
  const last = row.length - 1;
  const index = column ?? (last === word ? row.length : last);
  if (index > row.length) {
    throw new SettingsError(`a tag cannot go into column ${index + 1} of ${row.length}`);
  }
  return [...row.slice(0, index), tag, ...row.slice(index + 1)];
}
