// Parts of regular expressions; those that name characters are the insides of brackets.

/**
 * What separates tokens and belongs to none: white space by Unicode's definition, the byte order mark, and the zero
 * width space, which marks word boundaries in Thai and Khmer. The last two may be inside a word, see
 * `hideIgnorables`.
 */
export const BLANK = String.raw`\p{White_Space}\ufeff\u200b`;

/** Final marks of sentences in all scripts, and the ellipsis. */
export const ENDS = String.raw`\p{Sentence_Terminal}…`;

/** Final marks that need no blank after them. */
export const WIDE_ENDS = '。！？｡．';

/** What can stand between the final mark of a sentence and its end. */
export const CLOSERS = String.raw`'"’”»›)\]}」』】）〉》〕`;

/** What can stand before the first word of a sentence. */
export const OPENERS = String.raw`'"‘’“”„«‹(\[{<「『【（〈《〔¿¡*_`;

/** Letters of the scripts that write no blanks between words: a number or an address may start or end beside them. */
export const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;

/** No letter, digit or low line is before, except a letter of an unspaced script. */
export const WORD_START = String.raw`(?<!(?![${UNSPACED}])[\p{L}\p{N}_])`;

/** Neither a letter nor a digit follows, except a letter of an unspaced script. */
export const WORD_END = String.raw`(?!(?![${UNSPACED}])[\p{L}\p{N}])`;

/** Letters and digits of Latin that are as wide as ideographs: the inside of brackets. */
export const FULL_WIDTH = '０-９Ａ-Ｚａ-ｚ';

/** One letter of a script that writes blanks between words, with its combining marks one by one. */
export const LETTER = String.raw`(?:(?![${UNSPACED}])[\p{L}\p{M}])`;

/** Superscript and subscript digits and signs, and fractions such as ½: the insides of brackets. */
export const SMALL_DIGITS =
  '\u00b2\u00b3\u00b9\u2070\u2071\u2074-\u207b\u2080-\u208b\u00bc-\u00be\u2150-\u215f\u2189';

/** Whether `text` ends in the first half of a surrogate pair. */
export function endsInHalfPair(text: string): boolean {
  return (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
}
