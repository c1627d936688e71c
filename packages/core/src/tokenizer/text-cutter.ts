import type { Sentence } from '../sentence';

/** Cuts one text that arrives in pieces into sentences with tokens, whose `source` has the format `text`. */
export interface TextCutter {
  /** Takes the next piece, and gives the sentences whose ends are now certain. */
  push(piece: string): Iterable<Sentence> | AsyncIterable<Sentence>;
  /** Gives the sentences that are left at the end of the text. */
  end(): Iterable<Sentence> | AsyncIterable<Sentence>;
}

/**
 * Starts cutting a text.
 * @param lines whether every line break ends a sentence, or only a blank line
 */
export type CreateTextCutter = (lines: boolean) => TextCutter;
