import { CorpusError } from '../errors';
import type { ParseOptions } from '../formats/corpus-format';
import { parseSentences } from '../formats/corpus-formats';
import type { Sentence, TextSource } from '../sentence';
import type { CorpusPiece, CuttableFormat } from './corpus-piece';

/** How a piece is read: as the corpus would be, with its gaps. */
export type ReadPieceOptions = Omit<ParseOptions, 'gaps'> & { readonly format: CuttableFormat };

/**
 * Reads the sentences of a piece, and all that is between them, with the places that they have in the corpus.
 *
 * @throws CorpusError from the iteration, with the line in the corpus, if the piece is not of the format
 */
export async function* readPiece(piece: CorpusPiece, options: ReadPieceOptions): AsyncGenerator<Sentence> {
  const { head, text } = piece;
  let isBody = head === '';
  async function* giveText() {
    if (head !== '') yield head;
    // Readers give all sentences of the lines that they have before they ask for more.
    isBody = true;
    yield text;
  }
  /** Whether the next sentence is the first one of a piece that is not the first. */
  let isConnected = piece.isFirst;
  const headLines = countLines(head);
  try {
    for await (const sentence of parseSentences(giveText(), { ...options, gaps: true })) {
      if (!isBody) continue;
      const { source } = sentence;
      if (source?.format !== 'text' || source.tokens.length === 0) {
        yield sentence;
        continue;
      }
      const placed = moveText(source, piece.offset - head.length);
      const isAfterBlankLine = sentence.line !== undefined && sentence.line > headLines + 1;
      yield { ...sentence, source: isConnected ? placed : connect(placed, piece, isAfterBlankLine) };
      isConnected = true;
    }
  } catch (error) {
    throw moveError(error, piece, headLines);
  }
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

function moveText(source: TextSource, distance: number): TextSource {
  if (distance === 0) return source;
  const tokens = source.tokens.map((token) => ({
    ...token,
    start: token.start + distance,
    end: token.end + distance,
  }));
  return { ...source, tokens };
}

/** The first sentence of a piece, which is none of the corpus. */
function connect(source: TextSource, { head, startsParagraph }: CorpusPiece, isAfterBlankLine: boolean) {
  const { surroundings } = source;
  if (!surroundings) return source;
  return {
    ...source,
    surroundings: {
      ...surroundings,
      before: surroundings.before.slice(head.length),
      startsDocument: false,
      startsParagraph: startsParagraph || isAfterBlankLine,
    },
  };
}

function moveError(error: unknown, { line: first }: CorpusPiece, headLines: number): unknown {
  if (!(error instanceof CorpusError) || error.location?.line === undefined) return error;
  const { file, line } = error.location;
  const location = { file, line: line! + first - 1 - headLines };
  return new CorpusError(error.problem, { location, hint: error.hint, cause: error.cause });
}
