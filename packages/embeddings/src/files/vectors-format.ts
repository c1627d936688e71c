import { SettingsError } from '@tagger/core';

/**
 * How a file holds vectors:
 * - `word2vec`: text, a line `words dimension`, then a word and its numbers on each line. fastText's `.vec` is the same;
 * - `word2vec-binary`: the same first line, then each word, a blank, and its numbers as little-endian float32;
 * - `glove`: text, as `word2vec` without the first line.
 */
export const vectorsFormats = ['word2vec', 'word2vec-binary', 'glove'] as const;
/** A format of vector files. */
export type VectorsFormat = (typeof vectorsFormats)[number];

/** @throws SettingsError if there is no format of this name. */
export function requireVectorsFormat(format: VectorsFormat): void {
  if (vectorsFormats.includes(format)) return;
  throw new SettingsError(`format must be one of ${vectorsFormats.join(', ')}, not ${format}`);
}

/** Options of `parseVectors`. */
export interface ParseVectorsOptions {
  /** Found by looking at the beginning if not given. */
  readonly format?: VectorsFormat | undefined;
  /**
   * Which words are wanted; the others are passed over and take no memory. All if not given.
   *
   * @param rank place of the word in the file, from 0: in most files the most frequent words come first
   */
  readonly keep?: ((word: string, rank: number) => boolean) | undefined;
  /** How the file is called in messages. */
  readonly name?: string | undefined;
  /**
   * Told, once for each kind, of what is odd in the file and does not stop the reading: words that occur again, of which the first
   * one counts, and vectors without a word, which are left out. One line, with the number of them.
   */
  readonly onWarning?: ((warning: string) => void) | undefined;
  /** Called after each piece of the file with the bytes read so far (after unpacking). */
  readonly onProgress?: ((bytes: number) => void) | undefined;
  /** Stops the reading: its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}
