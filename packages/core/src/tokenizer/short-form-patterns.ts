import { WORD_END, WORD_START } from './characters';

/** Words written with marks in them. */
export const shortFormPatterns = [
  // U.S., e.g., and without the last stop, p.m
  String.raw`(?<![\p{L}_])(?:\p{L}\.){1,16}\p{L}(?![\p{L}\p{N}.])`,
  String.raw`(?<![\p{L}_])(?:\p{L}\.){2,16}(?!\p{L}{2})`,
  String.raw`${WORD_START}(?:Ph\.D|[BM]\.Sc)\.?${WORD_END}`,
  // R&D, AT&T
  String.raw`${WORD_START}(?:\p{Lu}{1,3}&\p{Lu}{1,2}|\p{L}&\p{L})${WORD_END}`,
  // w/o, w/ before a word, n/a, L/C; but and|/|or
  String.raw`${WORD_START}(?:w\/(?:o(?:ut)?${WORD_END}|(?=\p{L}))|(?:n\/a|l\/c|b\/c|\p{Lu}\/\p{Lu})${WORD_END})`,
  // words without their first letters: 'em, 'til
  `${WORD_START}['’‘](?:em|til|till|cause|cuz|bout|round|nuff|n)${WORD_END}`,
  // the ending of a word that another pattern took, U.S.|'s, or that stands apart in divided text
  String.raw`['’](?:s|re|ve|ll|m|d)(?![\p{L}\p{N}'’])`,
  // letters hidden by a star: h*ck
  String.raw`${WORD_START}\p{L}\*{1,8}\p{L}{1,32}`,
  // US$; but $|5
  String.raw`${WORD_START}(?:US|AU?|CA?|NZ|HK)\$`,
];
