import type { WordIds } from '@tagger/core/internal';

/*
 * Axes:  L characters of the longest word   R distinct words
 */

/** L, at least 1: an empty word is read as one unknown character. */
export function countCharacters(words: readonly WordIds[]): number {
  return words.reduce((longest, { characters }) => Math.max(longest, characters.length), 1);
}

/** The number of characters that are read of each word, at least 1. */
export function characterLengths(words: readonly WordIds[]): Int32Array {
  return Int32Array.from(words, ({ characters }) => Math.max(characters.length, 1));
}

/** The words' characters side by side [L, R], each from its first on or from its last on; zeros behind. */
export function layCharacters(words: readonly WordIds[], direction: 'forward' | 'backward'): Int32Array {
  const R = words.length;
  const laid = new Int32Array(countCharacters(words) * R);
  for (const [r, { characters }] of words.entries()) {
    const { length } = characters;
    for (let l = 0; l < length; l++)
      laid[(direction === 'forward' ? l : length - 1 - l) * R + r] = characters[l] as number;
  }
  return laid;
}
