import { CorpusError, type ErrorLocation } from '../../errors';
import { limits } from '../../limits';
import type { CsvSource, Sentence } from '../../sentence';
import { cutAnnotatedText } from '../annotations/cut-annotated-text';
import { readAnnotatedText } from '../annotations/read-annotated-text';
import { checkSentence } from '../check-sentence';
import type { ParseOptions } from '../corpus-format';
import { describeTags } from '../describe-tags';
import { createGap } from '../gap';
import { parseJson } from '../jsonl';
import type { TextChunks } from '../text-chunks';
import { type CsvHeader, readCsvHeader } from './header';
import { type CsvRow, readCsvRows } from './read-csv-rows';

/**
 * Reads CSV (RFC 4180) with a header, also with tabs, semicolons or vertical bars between the cells. Columns are found by the names in the
 * header: the words in `word`, `token` or `form`, the tags in `tag`, `label`, `ner`, `upos` or the like. A sentence ends with a blank line,
 * and where `sentence` or `sentence_id` has another value, which an empty cell repeats. A row whose cell of tags
 * is a JSON list of spans is a text (`text,label`), as Label Studio exports it.
 *
 * @throws CorpusError from the iteration if no column has words, a row has another width, or quotes are not closed
 * @throws SettingsError from the iteration if there is no such `column` or `wordColumn`
 */
export function parseCsv(chunks: TextChunks, options: ParseOptions = {}): AsyncGenerator<Sentence> {
  return parseWithHeader(chunks, options, 'csv');
}

/** The same of a file that is read as columns, and has a header. */
export async function* parseWithHeader(
  chunks: TextChunks,
  options: ParseOptions,
  readAs: CsvSource['readAs'],
): AsyncGenerator<Sentence> {
  const { file, gaps = false } = options;
  const reader = new CsvReader(options, readAs);
  for await (const row of readCsvRows(chunks, file, () => reader.layout)) yield* reader.add(row);
  yield* reader.end();
  if (gaps) yield* reader.takeGap();
}

/** Gathers the rows of a sentence. */
class CsvReader {
  readonly #options: ParseOptions;
  #header: CsvHeader | undefined;
  #headerRow: CsvRow | undefined;
  #lines: string[] = [];
  #rows: { readonly values: readonly string[]; readonly at: number; readonly line: number }[] = [];
  #characters = 0;
  #key: readonly string[] = [];

  constructor(
    options: ParseOptions,
    private readonly readAs: CsvSource['readAs'],
  ) {
    this.#options = options;
  }

  get layout() {
    const header = this.#header;
    return header && { delimiter: header.delimiter, hasLongCells: header.mayHaveTexts };
  }

  /** Takes a row, and gives the sentence that it ends, or those of its text. */
  *add(row: CsvRow): Generator<Sentence> {
    const location = { file: this.#options.file, line: row.line };
    const { cells, source } = row;
    if (!this.#header && row.text.trim() !== '') {
      this.#header = readCsvHeader(row.text, this.#options, location);
      this.#headerRow = row;
      this.#lines.push(source);
    } else if (this.#header && row.text === this.#headerRow!.text) {
      yield* this.#take();
      this.#lines.push(source);
    } else if (!cells || cells.values.every((cell) => cell.trim() === '')) {
      this.#lines.push(source);
      yield* this.#take();
    } else {
      yield* this.#addCells(cells.values, row, location);
    }
  }

  *#addCells(
    values: readonly string[],
    row: CsvRow,
    location: ErrorLocation & { readonly line: number },
  ): Generator<Sentence> {
    const { names, mayHaveTexts } = this.#header!;
    if (values.length !== names.length)
      throw new CorpusError(`expected ${names.length} cells as in the first line, found ${values.length}`, {
        location,
        hint: 'a cell with the delimiter in it stands in double quotes',
      });
    const texts = mayHaveTexts ? this.#readText(values, location) : undefined;
    if (texts) {
      yield* this.#take();
      this.#lines = [];
      yield* texts;
      return;
    }
    const key = this.#header!.keys.map((place, index) => values[place]!.trim() || (this.#key[index] ?? ''));
    if (key.some((value, index) => value !== this.#key[index])) yield* this.#take();
    this.#key = key;
    requireWord(values[this.#header!.word]!, location);
    this.#rows.push({ values, at: this.#lines.length, line: row.line });
    this.#lines.push(row.source);
    this.#characters += row.source.length;
    if (this.#characters > limits.recordCharacters || this.#rows.length > limits.sentenceWords)
      throw new CorpusError('a sentence that does not end', {
        location,
        hint: 'number the sentences in a column sentence_id, or put blank lines between them',
      });
  }

  /** The sentences of a row that is a text; undefined for a row of words. */
  #readText(
    values: readonly string[],
    location: ErrorLocation & { readonly line: number },
  ): readonly Sentence[] | undefined {
    const { word, tag } = this.#header!;
    const text = values[word]!;
    const label = tag === undefined ? '' : values[tag]!.trim();
    if (!label.startsWith('[') && (label !== '' || !/\S\s+\S/.test(text))) return undefined;
    const spans = label === '' ? {} : { label: parseJson(label, location) };
    const annotated = readAnnotatedText({ text, ...spans }, location);
    return annotated && cutAnnotatedText(annotated, this.#options, location);
  }

  /** The sentence of the rows so far, with the lines around them. */
  *#take(): Generator<Sentence> {
    const rows = this.#rows;
    if (rows.length === 0) return;
    const { word, tag, others } = this.#header!;
    const readColumn = (place: number) => rows.map(({ values }) => values[place]!.trim() || undefined);
    const sentence: Sentence = {
      words: rows.map(({ values }) => values[word]!),
      ...(tag !== undefined && describeTags(readColumn(tag))),
      ...(others.length > 0 && {
        columns: Object.fromEntries(others.map(({ name, place }) => [name, readColumn(place)])),
      }),
      line: rows[0]!.line,
      source: this.#describe(rows.map(({ at }) => at)),
    };
    checkSentence(sentence, { file: this.#options.file, line: rows[0]!.line });
    this.#rows = [];
    this.#lines = [];
    this.#characters = 0;
    yield sentence;
  }

  #describe(rowLines: readonly number[]): CsvSource {
    const { delimiter, names, tag } = this.#header!;
    return {
      format: 'csv',
      readAs: this.readAs,
      header: this.#headerRow!.source,
      delimiter,
      names,
      tag,
      lines: this.#lines,
      rowLines,
    };
  }

  /** The last sentence. */
  *end(): Generator<Sentence> {
    // Only with its gaps is a file given back byte for byte; otherwise other sentences may follow.
    if (!this.#options.gaps && this.#rows.length > 0) {
      const lineEnd = /\r*\n$/.exec(this.#headerRow!.source)?.[0] ?? '\n';
      const last = this.#lines.at(-1)!;
      if (!last.endsWith('\n')) this.#lines[this.#lines.length - 1] = last + lineEnd;
      if (this.#header!.keys.length === 0) this.#lines.push(lineEnd);
    }
    yield* this.#take();
  }

  /** What comes after the last sentence. */
  *takeGap(): Generator<Sentence> {
    if (this.#lines.length > 0) yield createGap(this.readAs, this.#lines.join(''));
    this.#lines = [];
  }
}

function requireWord(word: string, location: ErrorLocation): void {
  if (word === '') throw new CorpusError('the cell of the word is empty', { location });
  if (!/[\r\n]/.test(word)) return;
  throw new CorpusError('a word with a line end in it', {
    location,
    hint: 'of a text, the cell of labels is a JSON list: [{"start": 0, "end": 4, "label": "PER"}]',
  });
}
