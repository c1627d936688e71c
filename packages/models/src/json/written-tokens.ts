import type { TaggedToken } from '../tagger/tagged';
import { Turns } from '../tagger/turns';
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

/** What it costs to set the numbers in a character, in the unit of `Turns`. */
const numberingCost = 300;

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
export function joinParts(parts: readonly Pick<WrittenPart, 'count' | 'pieces'>[]): WrittenTokens {
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    pieces: parts.flatMap(({ pieces }) => pieces),
  };
}

/**
 * Sets the numbers of the sentences of a part that is not the first.
 *
 * @param before sentences in front of it
 */
export async function numberSentences(
  pieces: WrittenPart['pieces'],
  before: number,
  signal: AbortSignal | undefined,
): Promise<WrittenPart['pieces']> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const turns = new Turns();
  const numbered: (string | Uint8Array)[] = [];
  for (const piece of pieces) {
    const isText = typeof piece === 'string';
    const text = (isText ? piece : decoder.decode(piece)).replace(markedNumber, (_, number: string) =>
      String(before + Number(number)),
    );
    numbered.push(isText ? text : encoder.encode(text));
    await turns.spend(text.length * numberingCost);
    signal?.throwIfAborted();
  }
  return numbered;
}
