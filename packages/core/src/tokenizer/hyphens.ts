import { WORD_END } from './characters';
import { Pattern } from './pattern';

const PREFIX =
  '(?:agro|ante|anti|arch|bi|bio|co|contra|counter|cross|cyber|de|e|eco|ex|extra|inter|intra|macro|mega|meta|micro|mid|mini|multi|neo|non|over|pan|para|peri|post|pre|pro|pseudo|psycho|quasi|re|semi|socio|sub|super|tri|ultra|un|uni)';
const SUFFIX = '(?:esque|ette|fest|fold|gate|itis|less|most|rama|wise)';

/** A hyphen is a token, as in `well|-|known`, unless it joins a prefix or a suffix to its word, as in `non-smoker`; sticky. */
export const hyphenatedWord = new Pattern(
  String.raw`(?<![\p{L}\p{N}]-?)(?:${PREFIX}-\p{L}[\p{L}\p{M}]*|\p{L}{1,32}-${SUFFIX})${WORD_END}`,
  'iy',
);
