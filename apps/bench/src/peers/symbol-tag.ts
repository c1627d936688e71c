import type { UniversalTag } from './peer';

const symbols = /^([$%#@+=/*^~€£¥§°]|US\$|\p{Sc}|\p{Extended_Pictographic}.*)$/u;
const emoticon = /^([<>]?[:;=8x][-o*']?[)\]([dDpP/:}{@|\\3]+|<3|\^_*\^)$/;
const address = /^(\S+@\S+\.\S+|(https?:\/\/|www\.)\S+)$/i;
const number = /^[-+]?\d[\d.,:/-]*$/;
const letterOrDigit = /[\p{L}\p{N}]/u;

/** The tag of a token that its characters alone decide: a number, an address, a symbol, punctuation. */
export function symbolTag(word: string): UniversalTag | undefined {
  if (number.test(word)) return 'NUM';
  if (symbols.test(word) || emoticon.test(word)) return 'SYM';
  if (!letterOrDigit.test(word)) return 'PUNCT';
  return address.test(word) ? 'PROPN' : undefined;
}
