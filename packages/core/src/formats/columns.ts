import { CorpusError, type ErrorLocation, SettingsError } from '../errors';
import type { Sentence } from '../sentence';
import { checkCells } from './check-cells';
import { isCommentRow, lastCell, type RowShape, saysComment } from './comment-rows';
import type { FormatOptions, ParseOptions, WriteOptions } from './corpus-format';
import { fillCsv } from './csv/format-csv';
import { isCsvHeader } from './csv/header';
import { parseWithHeader } from './csv/parse-csv';
import { fillRow, splitCells } from './fill-row';
import { formatGap } from './gap';
import { type Block, parseBlocks } from './parse-blocks';
import { peekLine } from './peek-line';
import { requireOneLine } from './require-one-line';
import { removeLineEnd } from './split-lines';
import type { TextChunks } from './text-chunks';

/** The rows that mark a new document in CoNLL-2003. */
const documentStart = /^-DOCSTART-/;

/**
 * Reads the columns of CoNLL-2000 and CoNLL-2003: one token on each line, the word first (or in column `wordColumn`), the tag
 * last (or in column `column`), both counted from 1. Blanks stand between the columns, or tabs: on a line that has a tab,
 * blanks belong to the words. Blanks of any kind around a tag are removed. Rows that start with `-DOCSTART-` are left out, and
 * so are comments before the rows of a sentence (see {@link isCommentRow}). A file with a single column has no tags. A file whose first line
 * names its columns is read by `parseCsv`.
 */
export function parseColumns(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  // Names are those of a header, which is yet to be read.
  const isNamed = [options.column, options.wordColumn].some((column) => Number.isNaN(Number(column ?? 1)));
  if (!isNamed) findColumns(options);
  return parseAsTold(chunks, options);
}

async function* parseAsTold(chunks: TextChunks, options: ParseOptions): AsyncGenerator<Sentence> {
  const { line, all } = await peekLine(chunks);
  yield* isCsvHeader(line, options) ? parseWithHeader(all, options, 'columns') : parseRows(all, options);
}

function parseRows(chunks: TextChunks, options: ParseOptions): AsyncGenerator<Sentence> {
  const { file } = options;
  const { word, tag } = findColumns(options);
  const others = (options.columns ?? []).map((column) => findColumns({ ...options, column }).tag!);
  let first: FirstRow | undefined;

  function parse({ lines, source, firstLine }: Block): Sentence | undefined {
    const rows: string[][] = [];
    const rowLines: number[] = [];
    const comments: string[] = [];
    first ??= findFirstRow(lines, firstLine);
    const isTag = createTagTest(lines);
    for (const [index, text] of lines.entries()) {
      const location = { file, line: firstLine + index };
      if (documentStart.test(text)) continue;
      if (isCommentRow(text, splitCells(text).length, first ?? noRows, isTag)) {
        if (rows.length > 0) throw createCommentError(location);
        comments.push(text);
        continue;
      }
      const row = splitRow(text, location);
      requireWidth(row, first!, [word, tag ?? 0, ...others], location);
      rows.push(row);
      rowLines.push(index);
    }
    if (rows.length === 0) return undefined;
    const tagIndex = tag ?? rows[0]!.length - 1;
    const words = rows.map((row) => row[word]!);
    const readColumn = (at: number) =>
      rows.map((row, index) => trimTag(row[at]!, at, { file, line: firstLine + rowLines[index]! }));
    const tags = tagIndex !== word && { tags: readColumn(tagIndex) };
    const columns = Object.fromEntries(others.map((at) => [String(at + 1), readColumn(at)]));
    return {
      words,
      ...tags,
      ...(others.length > 0 && { columns }),
      line: firstLine + rowLines[0]!,
      source: {
        format: 'columns',
        rows,
        ...(comments.length > 0 && { comments }),
        layout: { lines: source, rowLines },
      },
    };
  }

  return parseBlocks(chunks, { format: 'columns', parse }, options);
}

/**
 * Writes columns with tabs between them. Of a sentence that was read from columns all others are kept, and all that is around
 * the cells; another one gets two, the word and its tag.
 */
export function formatColumns(sentence: Sentence, options: WriteOptions = {}): string {
  const gap = formatGap(sentence, 'columns');
  if (gap !== undefined) return gap;
  const { words, tags, source } = sentence;
  if (words.length === 0) return '\n';
  const withHeader = fillCsv(sentence, 'columns', options);
  if (withHeader !== undefined) return withHeader;
  const unwritable = tags ? /^ *$|[\t\r\n]/ : /^$|[ \t\r\n]/;
  checkCells(sentence, unwritable, 'columns', /^\s|\s$/);
  const own = source?.format === 'columns' ? source : undefined;
  const rows = own?.rows ?? words.map((word) => [word]);
  const { word, tag } = own ? findColumns(options) : { word: 0, tag: undefined };
  const filled = tags ? rows.map((row, index) => replaceTag(row, tags[index]!, word, tag)) : rows;
  const tagged = own ? fillColumns(filled, sentence.columns ?? {}) : filled;
  const { layout, comments = [] } = own ?? {};
  if (layout?.rowLines.length !== rows.length) {
    const lines = tagged.map((row) => requireRow(row.join('\t')));
    return `${[...comments, ...lines].join('\n')}\n\n`;
  }
  const lines = [...layout.lines];
  for (const [index, line] of layout.rowLines.entries())
    lines[line] = requireRow(fillRow(lines[line]!, tagged[index]!));
  return lines.join('');
}

/** @throws CorpusError if the line of a row would be read as a comment, or as the mark of a document. */
function requireRow(line: string): string {
  const text = removeLineEnd(line);
  const isMark = documentStart.test(text);
  if (!isMark && !saysComment(text)) return line;
  const kind = isMark ? 'the mark of a document' : 'a comment';
  throw new CorpusError(`columns cannot hold ${JSON.stringify(text)}, which would be read as ${kind}`, {
    hint: 'JSON Lines can hold any text',
  });
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

/** Whether a cell is the last one of a row of these lines; they are looked through once, and only if need be. */
function createTagTest(lines: readonly string[]): (cell: string) => boolean {
  let tags: Set<string> | undefined;
  return (cell) => {
    tags ??= new Set(lines.filter((text) => !text.startsWith('#')).map(lastCell));
    return tags.has(cell);
  };
}

function createCommentError(location: ErrorLocation): CorpusError {
  return new CorpusError('a comment between the words of a sentence', {
    location,
    hint: 'comments go before the first word; is the blank line between two sentences missing?',
  });
}

function trimTag(cell: string, index: number, location: ErrorLocation): string {
  const tag = cell.trim();
  if (tag !== '') return tag;
  throw new CorpusError(`column ${index + 1} is empty`, { location });
}

function splitRow(text: string, location: ErrorLocation): string[] {
  requireOneLine(text, location);
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
      hint: row[0]!.startsWith('#')
        ? 'a comment begins with "# " and goes before the first row of a sentence'
        : undefined,
    });
  }
  const missing = columns.find((column) => column >= row.length);
  if (missing !== undefined) {
    throw new CorpusError(`there is no column ${missing + 1}, only ${row.length}`, { location });
  }
}

/** Rows with the labels of further columns, which are named by their numbers; those of other formats have no place here. */
function fillColumns(
  rows: readonly (readonly string[])[],
  columns: NonNullable<Sentence['columns']>,
): readonly (readonly string[])[] {
  const numbered = Object.entries(columns).filter(([name]) => /^[1-9]\d*$/.test(name));
  return numbered.reduce(
    (filling, [name, labels]) =>
      filling.map((row, index) => {
        const [at, label] = [Number(name) - 1, labels[index]];
        return label === undefined || at >= row.length ? row : row.with(at, label);
      }),
    rows,
  );
}

function replaceTag(row: readonly string[], tag: string, word: number, column: number | undefined): string[] {
  const last = row.length - 1;
  const index = column ?? (last === word ? row.length : last);
  if (index > row.length) {
    throw new SettingsError(`a tag cannot go into column ${index + 1} of ${row.length}`);
  }
  return [...row.slice(0, index), tag, ...row.slice(index + 1)];
}
