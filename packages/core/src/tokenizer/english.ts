import { englishAbbreviations, englishStarters } from './abbreviations';
import { WORD_END, WORD_START } from './characters';
import { divideContraction, finalApostrophe } from './contractions';
import { hyphenatedWord } from './hyphens';
import { unitPatterns } from './unit-patterns';
import type { WordRules } from './word-rules';

const numbers = [
  // a month and a day, 9/11; but fractions, whose two figures are single, are three tokens: 1|/|2
  String.raw`${WORD_START}(?:(?:1[0-2]|0\d)\/[0-3]?\d|[1-9]\/[0-3]\d)(?![\p{L}\p{N}/])`,
  // 1990s, '90s, 1960's, and the year '07
  String.raw`['’]?\d{2,4}['’]?s${WORD_END}`,
  String.raw`${WORD_START}['’]\d{2}${WORD_END}`,
  // an extension of a telephone, 3-5213
  String.raw`${WORD_START}x?\d-\d{4}${WORD_END}(?!-)`,
  ...unitPatterns,
];

const shortForms = [
  String.raw`${WORD_START}(?:Ph\.D|[BM]\.Sc)\.?${WORD_END}`,
  // w/o, w/ before a word, n/a, L/C; but and|/|or, and a|/|b|/|c
  String.raw`${WORD_START}(?:w\/(?:o(?:ut)?${WORD_END}|(?=\p{L}))|(?<!\/)(?:n\/a|l\/c|b\/c|\p{Lu}\/\p{Lu})(?![\p{L}\p{N}/+#]))`,
  // words without their first letters: 'em, 'til, and the 'n' between two others
  `${WORD_START}['’‘](?:n['’](?=[^a-zA-Z]|$)|(?:em|til|till|cause|cuz|bout|round|nuff|n)${WORD_END})`,
  // the ending of a word that another pattern took, U.S.|'s, or that stands apart in divided text
  String.raw`['’](?:s|re|ve|ll|m|d)(?![\p{L}\p{N}'’])`,
  // a stop before the mark that was meant: .? :!
  '[.,:][?!]+',
];

/** English, as the treebanks of Universal Dependencies cut it. */
export const english: WordRules = {
  abbreviations: englishAbbreviations,
  starters: englishStarters,
  lowerCaseStarts: true,
  numbers,
  shortForms,
  firstLetters: "['’](?=t(?:is|was|were|will|would)\\b)",
  hyphenatedWord,
  finalApostrophe,
  divideWord: divideContraction,
};
