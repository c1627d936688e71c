import { otherLanguage } from './other-language';
import { unitPatterns } from './unit-patterns';
import type { WordRules } from './word-rules';

/** Chinese: units are words of their own. */
export const chinese: WordRules = { ...otherLanguage, numbers: [...otherLanguage.numbers, ...unitPatterns] };

/** Entries of the dictionary that are several words, with bars where the short units of Universal Dependencies end. */
const DIVIDED = `
  て|い で|は で|も と|いう と|し|て と|いっ|た と|とも|に の|で の|に な|の|で だ|が だ|から だ|けど です|が です|から
  に|つい|て に|よる に|より に|よっ|て に|よれ|ば に|対し に|対し|て に|対する に|関し|て に|関する に|とっ|て に|かけ|て
  に|おい|て に|おける に|基づい|て こと|に もの|の こう|し|た そう|し|た 中|で|も 後|に 他|の いつ|も`;

const divided = new Map(
  DIVIDED.trim()
    .split(/\s+/)
    .map((entry) => [entry.replaceAll('|', ''), entry.split('|').map((part) => part.length)] as const),
);

/** Japanese: units are words of their own, and so are the particles that the dictionary joins. */
export const japanese: WordRules = {
  ...chinese,
  divideWord: (word) => divided.get(word),
  partsAreWords: true,
};
