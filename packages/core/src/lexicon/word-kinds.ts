/*
 * A rare value of a feature, and a rare character, has no row of its own. Where all of these shared one row, it would learn from what is
 * rare in a corpus, and in English beginnings and ends of words that are rare are those of emoji and marks: a word such as été was then taken for
 * a mark. So there is a row for each kind of word, and one for what is none of them.
 */

/**
 * Kinds of words, and of characters, that have a row of their own for missing values. Letters without case go with the capitals: what an
 * English text holds of other scripts are names more often than verbs and adverbs.
 */
const wordKinds = ['letter', 'small', 'digit'] as const;
type WordKind = (typeof wordKinds)[number];

/** What names a kind among values and characters, where no word's own can stand: those have no NUL. */
function nameKind(kind: WordKind): string {
  return `\0${kind}`;
}

export const kindNames: readonly string[] = wordKinds.map(nameKind);

/** The name of a word's kind: by its first letter, or else whether it has a digit; undefined for marks, emoji and the like. */
export function findKindName(word: string): string | undefined {
  // Signs of vowels are parts of letters.
  const [letter] = /\p{L}/u.exec(word) ?? /[\p{Mn}\p{Mc}]/u.exec(word) ?? [];
  if (letter !== undefined) return nameKind(/\p{Ll}/u.test(letter) ? 'small' : 'letter');
  return /\p{N}/u.test(word) ? nameKind('digit') : undefined;
}
