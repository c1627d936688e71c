import { otherLanguage } from './other-language';
import type { WordRules } from './word-rules';

/** Dutch, Afrikaans and German: small words may have lost their first letters, 's avonds, 't is, 'n huis. */
export const germanic: WordRules = {
  ...otherLanguage,
  firstLetters: String.raw`['’](?=(?:[kmnrst]|n[es]|ne[mnr])(?![\p{L}'’]))`,
};
