import { WORD_END, WORD_START } from './characters';
import { otherLanguage } from './other-language';
import type { WordRules } from './word-rules';

const ENDING = String.raw`:\p{Ll}{1,16}${WORD_END}`;

/** Finnish and Swedish: a colon joins an ending to an abbreviation or a number, EU:ssa and 1:a. */
export const nordic: WordRules = {
  ...otherLanguage,
  numbers: [String.raw`${WORD_START}\p{Nd}{1,16}${ENDING}`, ...otherLanguage.numbers],
  shortForms: [String.raw`${WORD_START}(?:\p{L}{0,16}\p{Lu}|\p{Ll})${ENDING}`],
};
