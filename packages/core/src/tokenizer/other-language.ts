import type { AbbreviationKind } from './abbreviations';
import { signedNumber, suffixedNumber } from './number-patterns';
import { Pattern } from './pattern';
import { suffixedName } from './short-form-patterns';
import type { WordRules } from './word-rules';

export const noWord = new Pattern('(?!)', 'y');

/** A language of which nothing is known: the rules of Unicode, and the numbers and addresses of all languages. */
export const otherLanguage: WordRules = {
  abbreviations: new Map<string, AbbreviationKind>(),
  starters: new Set<string>(),
  lowerCaseStarts: false,
  numbers: [signedNumber, suffixedNumber],
  shortForms: [suffixedName],
  hyphenatedWord: noWord,
  finalApostrophe: /(?!)/,
  divideWord: () => undefined,
};
