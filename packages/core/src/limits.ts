/**
 * Upper bounds on what is read from a file, so that a damaged or hostile one ends in an error instead of taking all
 * memory. Characters are UTF-16 units.
 */
export const limits = {
  /** Characters of a file that is read as a whole, such as one of analogies. */
  wholeFileCharacters: 67_108_864,
  /** Characters of one line, and of all lines of one sentence together. */
  recordCharacters: 16_777_216,
  /** Lines of one sentence, in formats that have one line for each word. */
  sentenceLines: 200_000,
  /** Words of one sentence. */
  sentenceWords: 100_000,
  /** Characters of one word. */
  wordCharacters: 65_536,
  /** Lists and objects of JSON that are nested in one another. */
  jsonDepth: 1000,
} as const;
