import type { TaggedToken } from '../tagger/tagged';
import { addToken, type TokenPlace } from './write-token';

/** The tokens of a text as JSON. */
export interface WrittenTokens {
  readonly count: number;
  /** Items of an array, to be joined by commas: strings, or UTF-8 where there is much. Can be read once. */
  readonly pieces: Iterable<string | Uint8Array>;
}

/** What a part of a text is written as, for the whole. */
export interface WrittenPart {
  readonly count: number;
  readonly sentences: number;
  readonly pieces: readonly (string | Uint8Array)[];
}

/** Where a part of a text is. */
export interface PartPlace {
  /** UTF-16 units in front of it. */
  readonly start: number;
  /** Whether there is no part in front of it, so that the numbers of its sentences are those of the text. */
  readonly isFirst: boolean;
}

/** Strings of a piece, at least, if others follow: about 64 KiB. */
const stringsOfPiece = 2 ** 12;

/** In front of numbers of sentences that are counted from the start of their part. JSON has no such character. */
const mark = '\0';
const markedNumber = /\0(\d+)/g;

/** Writes a part of a text, sentence by sentence. */
export class PartWriter {
  readonly #pieces: (string | Uint8Array)[] = [];
  #open: string[] = [];
  #count = 0;
  #sentences = 0;
  readonly #place: TokenPlace;

  constructor({ start, isFirst }: PartPlace) {
    this.#place = { start, mark: isFirst ? '' : mark };
  }

  /** @param tokens of the next sentence */
  add(tokens: readonly TaggedToken[]): void {
    for (const token of tokens) {
      if (this.#open.length > 0) this.#open.push(',');
      addToken(token, this.#place, this.#open);
    }
    this.#count += tokens.length;
    this.#sentences++;
    if (this.#open.length < stringsOfPiece) return;
    // Its memory can be handed to another thread as it is.
    this.#pieces.push(new TextEncoder().encode(this.#open.join('')));
    this.#open = [];
  }

  end(): WrittenPart {
    const pieces = this.#open.length > 0 ? [...this.#pieces, this.#open.join('')] : this.#pieces;
    return { count: this.#count, sentences: this.#sentences, pieces };
  }
}

/** Parts of a text as a whole. */
export function joinParts(parts: readonly WrittenPart[]): WrittenTokens {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  return { count, pieces: parts.length === 1 ? parts[0]!.pieces : numberSentences(parts) };
}

function* numberSentences(parts: readonly WrittenPart[]): Generator<string | Uint8Array> {
  const decoder = new TextDecoder();
  let before = 0;
  for (const [index, { pieces, sentences }] of parts.entries()) {
    for (const piece of pieces) {
      if (index === 0) yield piece;
      else {
        const text = typeof piece === 'string' ? piece : decoder.decode(piece);
        yield text.replace(markedNumber, (_, number: string) => String(before + Number(number)));
      }
    }
    before += sentences;
  }
}
