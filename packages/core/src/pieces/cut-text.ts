import { CorpusError } from '../errors';
import { iterateChunks, type TextChunks } from '../formats/text-chunks';
import { isParagraphEnd } from '../formats/text-spaces';
import { BLANK } from '../tokenizer/characters';
import { Tokenizer } from '../tokenizer/tokenizer';
import type { CorpusPiece, CutOptions } from './corpus-piece';

/** Pieces that are looked through for the end of a paragraph; a longer one is cut between sentences. */
const piecesAtOnce = 16;

/** Two line ends with nothing but blanks between them end every paragraph; what else may end one does not matter here. */
const blankLine = /\n[^\S\n]*\n/g;
const isBlank = new RegExp(`[${BLANK}]`, 'u');
const nonBlank = new RegExp(`[^${BLANK}]`, 'gu');

/**
 * Cuts text before the first word of a paragraph. The white space before it is in the piece before.
 *
 * @throws CorpusError from the iteration, if a paragraph is too long and may not be cut
 */
export async function* cutText(chunks: TextChunks, options: CutOptions): AsyncGenerator<CorpusPiece> {
  const { size } = options;
  const limit = piecesAtOnce * size;
  let pending = '';
  let offset = 0;
  let startsParagraph = true;
  /** The length over which it is worth to look for an end. */
  let enough = size;

  function* take(isEnd: boolean): Generator<CorpusPiece> {
    const isOver = pending.length > limit;
    const window = isOver ? pending.slice(0, limit) : pending;
    const end =
      findParagraph(window, size) ??
      (isEnd ? window.length : isOver ? findSentence(window, options) : undefined);
    if (end === undefined) {
      enough = Math.min(2 * pending.length, limit);
      return;
    }
    const text = window.slice(0, end);
    yield { text, offset, line: 1, head: '', isFirst: offset === 0, startsParagraph };
    pending = pending.slice(end);
    offset += end;
    startsParagraph = isParagraphEnd(lastBlanks(text));
    enough = size;
  }

  for await (const chunk of iterateChunks(chunks)) {
    pending += chunk;
    while (pending.length > enough) yield* take(false);
  }
  while (pending !== '') yield* take(true);
}

/** Where a paragraph starts behind a place; undefined if none does. */
function findParagraph(text: string, from: number): number | undefined {
  blankLine.lastIndex = from;
  const found = blankLine.exec(text);
  if (!found) return undefined;
  nonBlank.lastIndex = found.index;
  return nonBlank.exec(text)?.index;
}

function lastBlanks(text: string): string {
  let start = text.length;
  // All of them are single units.
  while (start > 0 && isBlank.test(text[start - 1]!)) start -= 1;
  return text.slice(start);
}

/** Where the last sentence starts whose start is certain. */
function findSentence(text: string, { locale, cutsParagraphs, file }: CutOptions): number {
  const sentences = cutsParagraphs ? [...new Tokenizer({ locale }).push(text)] : [];
  const { source } = sentences.at(-1) ?? {};
  const start = source?.format === 'text' && sentences.length > 1 ? source.tokens[0]!.start : 0;
  if (start > 0) return start;
  throw new CorpusError(`more than ${text.length} characters without a blank line: they cannot be cut`, {
    location: { file },
    hint: 'put blank lines between paragraphs, or use --lines if each line is a sentence',
  });
}
