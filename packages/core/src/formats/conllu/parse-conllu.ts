import { CorpusError, type ErrorLocation } from '../../errors';
import type { Sentence } from '../../sentence';
import type { ParseOptions } from '../corpus-format';
import { describeTags } from '../describe-tags';
import { type Block, parseBlocks } from '../parse-blocks';
import { requireOneLine } from '../require-one-line';
import { requireOwnWords } from '../require-own-words';
import type { TextChunks } from '../text-chunks';
import { type ConlluColumn, conlluColumnNames, findConlluColumn, findTagColumn } from './conllu-column';
import { readFeature, sortFeatures } from './features';
import { isGlobalColumns, parseGlobalColumns } from './global-columns';
import { RowIds } from './row-ids';

/**
 * Reads CoNLL-U. The words of a sentence are its rows with a plain id; multiword tokens, empty nodes and comments are
 * kept in its source. A sentence with `_` for every tag counts as untagged (but `_` in feats, deps and misc says
 * "none", and is a tag); where some words of a sentence have a tag, the others are `unlabelled`. FEATS are given in
 * canonical order. A comment
 * `# global.columns = ID FORM …` names other columns, as in CoNLL-U Plus.
 *
 * Format: https://universaldependencies.org/format.html
 */
export function parseConllu(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  return parse(chunks, 'conllu', options);
}

/**
 * Reads CoNLL-U Plus as {@link parseConllu} does, but its first line has to name the columns.
 *
 * Format: https://universaldependencies.org/ext-format.html
 */
export function parseConllup(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  return parse(chunks, 'conllup', options);
}

function parse(
  chunks: TextChunks,
  format: 'conllu' | 'conllup',
  options: ParseOptions,
): AsyncGenerator<Sentence> {
  requireOwnWords('CoNLL-U', options);
  const reader = new BlockReader(format, options);
  return parseBlocks(chunks, { format, parse: (block) => reader.read(block) }, options);
}

const noLines = { lines: [], source: [] };

/** Reads the sentences of one file, whose comments may name its columns. */
class BlockReader {
  readonly #format: 'conllu' | 'conllup';
  readonly #options: ParseOptions;
  /** Of CoNLL-U Plus, as its first line names them. */
  #columns: readonly string[] | undefined;
  /** The comment that names them, with its end, if it stands apart and no gap is to hold it: the next sentence does. */
  #apart: { readonly lines: readonly string[]; readonly source: readonly string[] } = noLines;

  constructor(format: 'conllu' | 'conllup', options: ParseOptions) {
    this.#format = format;
    this.#options = options;
  }

  read({ lines, source, firstLine }: Block): Sentence | undefined {
    const { file } = this.#options;
    const count = this.#countComments(lines, firstLine);
    if (count === lines.length) {
      const at = lines.findLastIndex(isGlobalColumns);
      if (at !== -1 && !this.#options.gaps) this.#apart = { lines: [lines[at]!], source: [source[at]!] };
      return undefined;
    }
    const apart = lines.slice(0, count).some(isGlobalColumns) ? noLines : this.#apart;
    this.#apart = noLines;
    const names = this.#requireColumns({ file, line: firstLine });
    const form = findIndex(names, 'form');
    const id = findIndex(names, 'id');
    const column = findTagColumn(this.#options.column, names);
    const others = (this.#options.columns ?? []).map((other) => findConlluColumn(other, names));
    const rows: string[][] = [];
    const words: string[] = [];
    const labels: (string | undefined)[] = [];
    const otherLabels = others.map((): (string | undefined)[] => []);
    const ids = new RowIds();
    for (let at = count; at < lines.length; at += 1) {
      const location = { file, line: firstLine + at };
      requireRow(lines[at]!, location);
      const row = splitRow(lines[at]!, names, location);
      requireCell(row[form]!, 'form', location);
      rows.push(row);
      // CoNLL-U Plus may have no ids: each row is a word then.
      if (id !== -1 && ids.next(row[id]!, location) !== 'word') continue;
      words.push(row[form]!);
      labels.push(column && readLabel(row[column.index]!, column, location));
      for (const [index, other] of others.entries())
        otherLabels[index]!.push(readLabel(row[other.index]!, other, location));
    }
    ids.end();
    if (words.length === 0) {
      throw new CorpusError('the sentence has no words', { location: { file, line: firstLine } });
    }
    return {
      words,
      ...describeTags(labels),
      ...(others.length > 0 && {
        columns: Object.fromEntries(others.map(({ name }, index) => [name, otherLabels[index]!])),
      }),
      line: firstLine,
      source: {
        format: this.#format,
        comments: [...apart.lines, ...lines.slice(0, count)],
        rows,
        ...(this.#columns && { columns: this.#columns }),
        ...takeEnds([...apart.lines, ...lines], [...apart.source, ...source]),
      },
    };
  }

  /** Counts the comments before the rows, and takes the names of the columns from them. */
  #countComments(lines: readonly string[], firstLine: number): number {
    let count = 0;
    for (; count < lines.length && isComment(lines[count]!); count += 1) {
      const location = { file: this.#options.file, line: firstLine + count };
      this.#columns = parseGlobalColumns(lines[count]!, location) ?? this.#columns;
    }
    return count;
  }

  #requireColumns(location: ErrorLocation): readonly string[] {
    if (this.#columns) return this.#columns;
    if (this.#format === 'conllu') return conlluColumnNames;
    throw new CorpusError('CoNLL-U Plus without a first line "# global.columns = ID FORM …"', {
      location,
      hint: 'use --format conllu if the columns are the ten of CoNLL-U',
    });
  }
}

function isComment(line: string): boolean {
  return line.startsWith('#');
}

function findIndex(names: readonly string[], name: string): number {
  return names.findIndex((other) => other.toLowerCase() === name);
}

/** The ends of the lines, and the blank line, where they are not the usual ones. */
function takeEnds(
  lines: readonly string[],
  source: readonly string[],
): { ends?: readonly string[] } | undefined {
  const isUsual =
    source.at(-1) === '\n' &&
    source.length === lines.length + 1 &&
    lines.every((line, index) => source[index]!.length === line.length + 1 && source[index]!.endsWith('\n'));
  return isUsual ? undefined : { ends: source.map((text, index) => text.slice(lines[index]?.length ?? 0)) };
}

function requireRow(line: string, location: ErrorLocation): void {
  if (!isComment(line)) return;
  throw new CorpusError('a comment between the words of a sentence', {
    location,
    hint: 'comments go before the first word; is the blank line between two sentences missing?',
  });
}

function splitRow(text: string, names: readonly string[], location: ErrorLocation): string[] {
  requireOneLine(text, location);
  const cells = text.split('\t');
  if (cells.length === names.length) return cells;
  const hint = text.includes('\t')
    ? 'for files with other columns, use the format columns'
    : 'tabs stand between the columns of CoNLL-U, not blanks';
  throw new CorpusError(`expected ${names.length} columns, found ${cells.length}`, { location, hint });
}

function readLabel(cell: string, column: ConlluColumn, location: ErrorLocation): string | undefined {
  const tag = requireCell(cell, column.name, location);
  if (column.key !== undefined) return readFeature(tag, column.key);
  if (column.name === 'feats') return sortFeatures(tag);
  return tag === '_' && !column.emptyIsValue ? undefined : tag;
}

function requireCell(cell: string, column: string, location: ErrorLocation): string {
  if (cell.trim() !== '') return cell;
  throw new CorpusError(`column ${column} is empty`, { location, hint: 'write _ where there is nothing' });
}
