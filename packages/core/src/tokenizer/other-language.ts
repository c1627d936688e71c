import type { AbbreviationKind } from './abbreviations';
import { LETTER, WORD_END, WORD_START } from './characters';
import { signedNumber, suffixedNumber } from './number-patterns';
import { Pattern } from './pattern';
import { suffixedName } from './short-form-patterns';
import type { WordRules } from './word-rules';

export const noWord = new Pattern('(?!)', 'y');

const PART = String.raw`(?:${LETTER}|\p{Nd})(?:${LETTER}|\p{Nd}){0,63}`;

/** A compound is one token in most treebanks: Baden-Württemberg, из-за; but 1990|-|1995 and -|5. */
const compound = new Pattern(String.raw`${WORD_START}(?=\p{L})${PART}(?:[-‐‑]${PART}){1,8}${WORD_END}`, 'y');
/** 18-летний, 5-jährig */
const numberCompound = String.raw`${WORD_START}\p{Nd}{1,8}[-‐‑](?=\p{L})${PART}(?:[-‐‑]${PART}){0,8}${WORD_END}`;

/** A language of which nothing is known: the rules of Unicode, compounds, and the numbers and addresses of all languages. */
export const otherLanguage: WordRules = {
  abbreviations: new Map<string, AbbreviationKind>(),
  starters: new Set<string>(),
  lowerCaseStarts: false,
  numbers: [signedNumber, suffixedNumber, numberCompound],
  shortForms: [suffixedName],
  hyphenatedWord: compound,
  finalApostrophe: /(?!)/,
  divideWord: () => undefined,
};

/** A language whose treebanks divide compounds, as English ones do: Czech, Slovak, Polish, Turkish. */
export const dividingLanguage: WordRules = {
  ...otherLanguage,
  numbers: [signedNumber, suffixedNumber],
  hyphenatedWord: noWord,
};
