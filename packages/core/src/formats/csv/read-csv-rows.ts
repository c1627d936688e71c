import { CorpusError } from '../../errors';
import { limits } from '../../limits';
import { countMarks, isBlank } from '../parse-lines';
import { removeLineEnd, splitLines } from '../split-lines';
import type { TextChunks } from '../text-chunks';
import { type Cells, splitCsvRow } from './cells';

/** A row of a file, or a blank line of it, which has no cells. */
export interface CsvRow {
  readonly cells: Cells | undefined;
  /** Its text without the line's end, and without byte order marks before it. */
  readonly text: string;
  /** All of its text. */
  readonly source: string;
  /** The number of its first line, from 1. */
  readonly line: number;
}

/** How rows are read once the first one has told. */
export interface CsvLayout {
  readonly delimiter: string;
  /** Whether a cell in quotes may go over several lines. */
  readonly hasLongCells: boolean;
}

/**
 * Reads row after row. A row is one line, or as many as the quotes of a cell hold.
 *
 * @param layout asked for after the first row, which is given without cells
 * @throws CorpusError if the quotes of a cell are not closed
 */
export async function* readCsvRows(
  chunks: TextChunks,
  file: string | undefined,
  layout: () => CsvLayout | undefined,
): AsyncGenerator<CsvRow> {
  let line = 0;
  const open = new OpenRow();
  for await (const lines of splitLines(chunks, { file })) {
    for (const text of lines) {
      line += 1;
      open.add(text, line);
      const { delimiter, hasLongCells = false } = layout() ?? {};
      // With an odd number of quotes, a row of several lines is not whole yet.
      if (open.lines > 1 && !open.hasEvenQuotes) continue;
      const { source, firstLine } = open;
      const row = removeLineEnd(source.slice(countMarks(source)));
      const isPlain = delimiter === undefined || isBlank(row);
      const cells = isPlain ? undefined : splitCsvRow(row, delimiter);
      if (cells && !cells.isWhole) {
        if (hasLongCells && !open.hasEvenQuotes) continue;
        throw createQuoteError(file, firstLine);
      }
      open.clear();
      yield { cells, text: row, source, line: firstLine };
    }
    if (open.length > limits.recordCharacters) throw createQuoteError(file, open.firstLine);
  }
  if (open.lines > 0) throw createQuoteError(file, open.firstLine);
}

/** The lines of a row so far. */
class OpenRow {
  #lines: string[] = [];
  #quotes = 0;
  length = 0;
  firstLine = 0;

  add(text: string, line: number): void {
    if (this.#lines.length === 0) this.firstLine = line;
    this.#lines.push(text);
    this.length += text.length;
    if (text.includes('"')) this.#quotes += text.split('"').length - 1;
  }

  clear(): void {
    this.#lines = [];
    this.#quotes = 0;
    this.length = 0;
  }

  get lines(): number {
    return this.#lines.length;
  }

  get hasEvenQuotes(): boolean {
    return this.#quotes % 2 === 0;
  }

  get source(): string {
    return this.#lines.length === 1 ? this.#lines[0]! : this.#lines.join('');
  }
}

function createQuoteError(file: string | undefined, line: number): CorpusError {
  return new CorpusError('a cell in quotes is not closed, or text follows its quote', {
    location: { file, line },
    hint: 'a quote within such a cell is written twice: """" is the cell "',
  });
}
