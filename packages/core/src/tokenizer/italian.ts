import { readAbbreviations } from './abbreviations';
import { WORD_START } from './characters';
import { signedNumber } from './number-patterns';
import { otherLanguage } from './other-language';
import type { WordRules } from './word-rules';

const shortForms = [
  // l'|acqua, dell'|anno, c'|è, po'|di; but O'Brien and McDonald's
  String.raw`${WORD_START}(?!O['’]\p{Lu})\p{L}{1,32}['’](?![sS](?![\p{L}\p{N}]))(?=[\p{L}\p{N}«“])`,
  String.raw`${WORD_START}['’]\p{Nd}{2}(?![\p{L}\p{N}])`,
];

/** Italian: an apostrophe ends a word. */
export const italian: WordRules = {
  ...otherLanguage,
  abbreviations: readAbbreviations({
    never: `sig Sig sigg Sigg sig.ra Sig.ra dott Dott dr Dr prof Prof avv Avv ing Ing on On cfr Cfr es Es geom Geom rag Rag arch Arch mons Mons S s p.es`,
    'before number': `pag pagg p pp art artt n nn nr vol fig cap tel Tel`,
    perhaps: `Spa Srl`,
    'before capital': `ecc etc`,
  }),
  numbers: [signedNumber],
  shortForms,
  // 'sto, 'na, 'ndrangheta
  firstLetters: String.raw`['’](?=(?:st[aeio]|n[ao]|ndranghet[a-z]*)(?![\p{L}'’]))`,
  // po', and accents that are typed as apostrophes: perche'
  finalApostrophe: /\p{L}$/u,
};
