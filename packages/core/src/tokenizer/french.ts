import { readAbbreviations } from './abbreviations';
import { WORD_END, WORD_START } from './characters';
import { signedNumber } from './number-patterns';
import { Pattern } from './pattern';
import type { WordRules } from './word-rules';

const LETTER = String.raw`[\p{L}\p{M}]`;
const HYPHEN = '[-‐‑]';

/** Words that lose their last letter before a vowel; not in quotes, as in 'c'. */
const ELIDED =
  '(?:[cdjlmnstçCDJLMNSTÇ]|(?:[jJ][uU][sS]|[lL][oO][rR][sS]|[pP][uU][iI][sS]|[qQ][uU][oO][iI])?[qQ][uU])';
/** Pronouns and particles that a hyphen attaches to the word before them: est|-ce, a|-t-il, vas|-y. */
const CLITIC = `(?:[tT]${HYPHEN})?(?:[cC][eE]|[jJ][eE]|[tT][uU]|[iI][lL][sS]?|[eE][lL][lL][eE][sS]?|[oO][nN]|[mMtT][oO][iI]|[lL][uU][iI]|[nNvV][oO][uU][sS]|[lL][eE][uU][rR]|[lL][eEaA][sS]?|[yY]|[eE][nN]|[cC][iI]|[lL](?:[àÀ]|[aA]\\u0300))`;
/** The same before a vowel: va|-t'|en. */
const ELIDED_CLITIC = "[mMtT]['’](?=[yYeE])";
/** Not followed by more of its word, unless that is another one: donne|-le|-moi, but Bar-le-Duc. */
const CLITIC_END = String.raw`(?![\p{L}\p{M}\p{N}'’])(?!${HYPHEN}(?!${CLITIC}(?![-‐‑\p{L}\p{M}\p{N}]))\p{L})`;

const shortForms = [
  // n°|5
  '[nN]°',
  // c'est-à-dire, and what is before Christ: J.-C.
  String.raw`${WORD_START}[cC]['’]est${HYPHEN}(?:à|a\u0300)${HYPHEN}dire${WORD_END}`,
  String.raw`${WORD_START}\p{Lu}\.${HYPHEN}\p{Lu}\.?(?!\p{L})`,
  String.raw`${WORD_START}${ELIDED}['’](?=\p{L}|\p{N})`,
  `(?<!['’‘])${WORD_START}${ELIDED}['’](?!['’])`,
  String.raw`(?<=[\p{L}\p{M}])${HYPHEN}(?:${ELIDED_CLITIC}|${CLITIC}${CLITIC_END})`,
];

/** Words with hyphens that look as if they had a pronoun. */
const WHOLE = String.raw`(?:rendez${HYPHEN}vous|(?:celles?|celui|ceux)${HYPHEN}(?:ci|l(?:à|a\u0300))|qu['’]en${HYPHEN}dira${HYPHEN}t${HYPHEN}on|garde${HYPHEN}à${HYPHEN}vous|chez${HYPHEN}(?:moi|toi|lui|nous|vous|elles?)|ouï${HYPHEN}dire|on${HYPHEN}dit)`;

const hyphenatedWord = new Pattern(
  `${WORD_START}(?:${WHOLE}${WORD_END}|${LETTER}{1,64}(?:${HYPHEN}(?!${ELIDED_CLITIC}|${CLITIC}${CLITIC_END})[\\p{L}\\p{M}\\p{N}]{1,64}(?:['’](?=${LETTER})${LETTER}{1,64})?){1,8})`,
  'iy',
);

const abbreviations = readAbbreviations({
  never: `
    M MM p Mme Mmes Mlle Mlles Mgr Dr Drs Pr Prof Me St Ste Sts Stes cf Cf vs env av apr p.ex resp rf cad c-à-d dir trad
    coll éd op`,
  'before number': `
    pp art Art chap Chap fig Fig vol Vol n no No nos num t tél Tél tel Tel janv févr fév avr juil sept oct nov déc al
    alinéa Alin alin bd Bd av Av`,
  perhaps: `Cie Sté Ets Inc Ltd Corp Jr max min hab h`,
  'before capital': `etc Etc`,
});

const starters = new Set(
  `À Ah Ainsi Alors Après Au Aucun Aucune Aujourd' Aussi Autre Aux Avant Avec Beaucoup Bien Bon Bonjour C' Ça Car Ce Ceci
  Cela Celle Celui Cependant Ces Cet Cette Ceux Chacun Chaque Chez Comme Comment Contre D' Dans De Depuis Des Dès Deux
  Donc Du Elle Elles En Encore Enfin Ensuite Est Et Eux Il Ils J' Jamais Je Jusqu' L' La Là Le Les Leur Leurs Lors
  Lorsqu' Lorsque Lui Ma Mais Malgré Merci Mes Moi Mon N' Ne Non Nos Notre Nous On Or Ou Où Oui Par Parce Parfois Pas
  Pendant Personne Peut Plus Plusieurs Pour Pourquoi Pourtant Puis Puisqu' Puisque Qu' Quand Que Quel Quelle Quelles
  Quelqu' Quelques Quels Qui Quoi S' Sa Sans Se Selon Ses Seul Seule Si Soit Son Sous Souvent Sur Ta Tes Toi Ton Toujours
  Tous Tout Toute Toutes Très Trois Tu Un Une Vers Voici Voilà Vos Votre Vous Y`.split(/\s+/),
);

/** French: elisions and pronouns behind a hyphen are words of their own, other words with a hyphen are whole. */
export const french: WordRules = {
  abbreviations,
  starters,
  lowerCaseStarts: true,
  numbers: [signedNumber],
  shortForms,
  hyphenatedWord,
  finalApostrophe: /(?!)/,
  divideWord: () => undefined,
};
