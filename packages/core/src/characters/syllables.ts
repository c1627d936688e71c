/** Of more letters, only the last or the first ones are read. */
const longestSyllable = 16;
const inSyllable = /[\p{L}\p{M}\p{N}]/u;

/**
 * The syllables before and behind a blank, with a blank between them, for the last character before it; of any other character,
 * nothing. Where words hold blanks, as in Vietnamese, a blank alone tells little.
 * @param limit where the characters end that it may depend on
 */
export function readSyllables(
  characters: readonly { readonly text: string }[],
  at: number,
  limit: number,
): string {
  const blank = at + 1;
  if (blank >= limit || characters[blank]!.text !== ' ') return '';
  const isLetter = (place: number) => inSyllable.test(characters[place]!.text);
  let start = blank;
  while (start > 0 && blank - start < longestSyllable && isLetter(start - 1)) start--;
  let end = blank + 1;
  while (end < limit && end - blank <= longestSyllable && isLetter(end)) end++;
  return characters
    .slice(start, end)
    .map(({ text }) => text)
    .join('');
}
