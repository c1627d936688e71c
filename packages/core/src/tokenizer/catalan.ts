import { WORD_START } from './characters';
import { signedNumber } from './number-patterns';
import { otherLanguage } from './other-language';
import type { WordRules } from './word-rules';

/** Catalan: articles and pronouns before an apostrophe are words of their own: l'|home, s'|ha. */
export const catalan: WordRules = {
  ...otherLanguage,
  numbers: [signedNumber],
  shortForms: [String.raw`${WORD_START}[dlmnstDLMNST]['’](?=[\p{L}\p{N}«“])`],
};
