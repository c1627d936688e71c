/** The letters of a word, which are its code points. */
export interface Letters {
  readonly length: number;
  slice(start: number, end?: number): string;
}

const surrogate = /[\ud800-\udfff]/;

/** Most words are their own letters: a UTF-16 unit is one of them. */
export function lettersOf(word: string): Letters {
  if (!surrogate.test(word)) return word;
  const letters = [...word];
  return { length: letters.length, slice: (start, end) => letters.slice(start, end).join('') };
}
