import { CorpusError, SettingsError } from '../errors';
import { isGlobalColumns } from '../formats/conllu/global-columns';
import { parseSentences } from '../formats/corpus-formats';
import { isCsvHeader } from '../formats/csv/header';
import { isBlank } from '../formats/parse-lines';
import { removeLineEnd, splitLines } from '../formats/split-lines';
import type { TextChunks } from '../formats/text-chunks';
import { BLANK } from '../tokenizer/characters';
import type { CorpusPiece, CutOptions } from './corpus-piece';

/** Of formats that need no head. A reader is told by it that lines end with `\n`. */
const plainHead = '\n';

const nonBlank = new RegExp(`[^${BLANK}]`, 'u');

/**
 * Cuts a format of lines: of one sentence each, or of one word each with blank lines between sentences.
 *
 * @throws CorpusError from the iteration, if the corpus has a header or the line ends of old Macs, or its first sentence is invalid
 */
export async function* cutLines(chunks: TextChunks, options: CutOptions): AsyncGenerator<CorpusPiece> {
  const { size, file } = options;
  const open = new OpenPiece();
  let line = 0;
  let isEnded = true;
  let head: string | undefined;
  for await (const lines of splitLines(chunks, { file })) {
    for (const text of lines) {
      line += 1;
      checkLine(text, { ...options, line, isEnded });
      isEnded = text.endsWith('\n');
      open.add(text);
      if (!mayCut(text, options)) continue;
      head ??= await findHead(open.text, options);
      if (head === undefined || open.length < size) continue;
      yield open.take(head);
    }
  }
  if (open.length > 0) yield open.take(head ?? plainHead);
}

/** The piece that has begun. */
class OpenPiece {
  #lines: string[] = [];
  #length = 0;
  #offset = 0;
  #line = 1;

  get length(): number {
    return this.#length;
  }

  get text(): string {
    return this.#lines.join('');
  }

  add(line: string): void {
    this.#lines.push(line);
    this.#length += line.length;
  }

  take(head: string): CorpusPiece {
    const isFirst = this.#offset === 0;
    const start = { offset: this.#offset, line: this.#line, isFirst };
    const piece = { text: this.text, ...start, head: isFirst ? '' : head, startsParagraph: isFirst };
    this.#offset += this.#length;
    this.#line += this.#lines.length;
    this.#length = 0;
    this.#lines = [];
    return piece;
  }
}

interface LineState extends CutOptions {
  readonly line: number;
  /** Whether the line before had an end. */
  readonly isEnded: boolean;
}

function checkLine(text: string, { format, file, line, isEnded, wordColumn }: LineState): void {
  const location = { file, line };
  if (!isEnded)
    throw new CorpusError('lines end with a carriage return alone: they cannot be cut', {
      location,
      hint: "convert it: tr '\\r' '\\n'",
    });
  const names =
    (format === 'columns' && line === 1 && isCsvHeader(removeLineEnd(text), { wordColumn })) ||
    (format === 'conllu' && text.startsWith('#') && isGlobalColumns(text));
  if (names)
    throw new SettingsError(`${file}:${line}: a corpus that names its own columns cannot be cut`, {
      hint: 'convert it first: tagger convert',
    });
}

/** Whether a piece may end behind a line. White space before a sentence of text belongs to it. */
function mayCut(line: string, { format }: CutOptions): boolean {
  if (!line.endsWith('\n')) return false;
  if (format === 'columns' || format === 'conllu') return isBlank(removeLineEnd(line));
  return format !== 'text' || nonBlank.test(line);
}

/** The text from the start of a corpus, if it tells how the rest is read; undefined if more is needed. */
async function findHead(start: string, options: CutOptions): Promise<string | undefined> {
  const { format } = options;
  if (format !== 'columns' && format !== 'word-tag') return plainHead;
  const { wordColumn, file } = options;
  for await (const _ of parseSentences([start], { format, wordColumn, file })) return start;
  return undefined;
}
