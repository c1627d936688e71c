// Parts of regular expressions; those that name characters are the insides of brackets.

/**
 * What separates tokens and belongs to none: white space by Unicode's definition, the byte order mark, and the zero
 * width space, which marks word boundaries in Thai and Khmer.
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

/** No letter, digit or low line stands before. */
export const WORD_START = String.raw`(?<![\p{L}\p{N}_])`;

/** Neither a letter nor a digit follows. */
export const WORD_END = String.raw`(?![\p{L}\p{N}])`;

/** Whether `text` ends in the first half of a surrogate pair. */
export function endsInHalfPair(text: string): boolean {
  return (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
}
