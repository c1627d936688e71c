/** Words that are several words, with bars where English treebanks of Universal Dependencies divide them. */
const DIVIDED = `
  can|not gon|na wan|na got|ta out|ta sort|a gim|me lem|me du|n|no c|mon c'm|on
  should|a could|a would|a must|a
  y'|all ya'|ll 't|is 't|was 't|were 't|will 't|would d'|ye d'|you i|'m|a
  i|m i|ve you|re you|ve you|ll they|re they|ve they|ll we|ve it|ll he|s she|s
  that|s what|s there|s here|s who|s
  do|nt does|nt did|nt is|nt are|nt was|nt were|nt ai|nt have|nt has|nt had|nt
  ca|nt could|nt wo|nt would|nt should|nt must|nt need|nt`;

/** The lengths of the parts of each, by its spellings in lower case, with a capital, and in capitals except `IM`. */
const divided = new Map(
  DIVIDED.trim()
    .split(/\s+/)
    .flatMap((entry) => {
      const lengths = entry.split('|').map((part) => part.length);
      const word = entry.replaceAll('|', '');
      const capitalised = word.replace(/[a-z]/, (letter) => letter.toUpperCase());
      const spellings = word === 'im' ? [word, capitalised] : [word, capitalised, word.toUpperCase()];
      return spellings.map((spelling) => [spelling, lengths] as const);
    }),
);

const apostrophe = /['’`´]/;

/** One or two endings that are words of their own: she|'d|'ve. Not after a digit: the 1960's. */
const endings = /(?<=\p{L}\.?)(n't|'(?:s|re|ve|ll|m|d))?(n't|'(?:s|re|ve|ll|m|d)|(?<=[sxz])')$/iu;

/** Words that own an apostrophe at their end: plurals, and those that lost a g: the parents' house, doin'. */
export const finalApostrophe = /(?:[sxz]|[^\Wa]in)$/i;

/**
 * Divides an English word as English treebanks of Universal Dependencies do: `do|n't`, `she|'ll`, `can|not`, `du|n|no`.
 *
 * @returns the lengths of its parts in UTF-16 units; undefined where the word is whole
 */
export function divideContraction(word: string): readonly number[] | undefined {
  const known = divided.get(word);
  if (known || !apostrophe.test(word)) return known;
  const plain = word.replace(/[’`´]/g, "'");
  const found = endings.exec(plain);
  if (!found) return divided.get(plain);
  const host = plain.slice(0, found.index);
  const [, first = '', last] = found;
  return [...(divided.get(host) ?? [host.length]), ...(first ? [first.length] : []), last!.length];
}
