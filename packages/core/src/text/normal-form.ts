/*
 * One word may be written in several ways that look alike: é is one character or e with an accent. All that looks words up or counts
 * them does so by one form, the composed one (NFC, Unicode Standard Annex 15). The text that is given out stays as it was.
 */

/** Most words are of ASCII, which has one form. */
const beyondAscii = /[^\0-\x7f]/;

/** A word in the form by which it is known: NFC. */
export function composeWord(word: string): string {
  return beyondAscii.test(word) ? word.normalize('NFC') : word;
}

/**
 * Characters that are not seen and change nothing of a word: soft hyphen, zero-width space, word joiner, byte order mark, marks of direction, and
 * the selectors of a character's looks. The joiners U+200C and U+200D stay: Persian and Indic words differ by them, and emoji are made with them.
 */
const invisible = /[\u00ad\u200b\u2060\ufeff\p{Bidi_Control}\p{Variation_Selector}]/gu;

/** A word without invisible characters, in NFC: what a network reads of it. A word of nothing else stays. */
export function cleanWord(word: string): string {
  return beyondAscii.test(word) ? (word.replace(invisible, '') || word).normalize('NFC') : word;
}

/** A word without its accents (`ete` for été); undefined if it has none. */
export function removeAccents(word: string): string | undefined {
  if (!beyondAscii.test(word)) return undefined;
  const plain = word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  return plain === word ? undefined : plain;
}
