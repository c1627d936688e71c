import { SettingsError } from '../errors';
import { createAsciiWord } from './ascii-word';
import { catalan } from './catalan';
import { dutch } from './dutch';
import { english } from './english';
import { french } from './french';
import { german } from './german';
import { germanic } from './germanic';
import { portuguese, spanish } from './iberian';
import { italian } from './italian';
import { chinese, japanese } from './japanese';
import { nordic } from './nordic';
import { withOrdinals } from './ordinals';
import { dividingLanguage, otherLanguage } from './other-language';
import type { Pattern } from './pattern';
import { WholeTokenFinder } from './whole-tokens';
import type { LanguagePatterns, WordRules } from './word-rules';

/** What the tokenizer knows of one language. */
export interface LanguageRules extends Omit<WordRules, keyof LanguagePatterns | 'firstLetters'> {
  /** Word boundaries by the rules of Unicode and, for languages written without blanks, by dictionary. */
  readonly segmenter: Intl.Segmenter;
  /** Tokens that are more than a plain word or one mark. */
  readonly wholeTokens: WholeTokenFinder;
  /** Words of ASCII letters and digits; sticky. */
  readonly asciiWord: Pattern;
}

const languages = new Map<string, WordRules>([
  ['en', english],
  ['fr', french],
  ['nl', dutch],
  ['af', germanic],
  ['de', german],
  ['es', spanish],
  ['gl', spanish],
  ['pt', portuguese],
  ['cs', dividingLanguage],
  ['sk', dividingLanguage],
  ['pl', dividingLanguage],
  ['tr', withOrdinals(dividingLanguage)],
  ['fi', withOrdinals(nordic)],
  ['sv', nordic],
  ['it', italian],
  ['ca', catalan],
  ['ja', japanese],
  ['zh', chinese],
  ...['bs', 'da', 'et', 'hr', 'hu', 'is', 'lv', 'nb', 'nn', 'no', 'sl', 'sr'].map(
    (language): [string, WordRules] => [language, withOrdinals(otherLanguage)],
  ),
]);

const known = new Map<string, LanguageRules>();

/** @throws SettingsError if `locale` is no language tag. */
export function findLanguageRules(locale: string): LanguageRules {
  const found = known.get(locale);
  if (found) return found;
  const { numbers, shortForms, firstLetters, ...rules } =
    languages.get(readLanguage(locale)) ?? otherLanguage;
  let segmenter: Intl.Segmenter | undefined;
  const created = {
    ...rules,
    // Made when it is needed, as it takes as long as a short text. A language that the runtime does not know must not get the one of the machine.
    get segmenter() {
      segmenter ??= new Intl.Segmenter([locale, 'en'], { granularity: 'word' });
      return segmenter;
    },
    wholeTokens: new WholeTokenFinder({ numbers, shortForms }),
    asciiWord: createAsciiWord(firstLetters),
  };
  known.set(locale, created);
  return created;
}

function readLanguage(locale: string): string {
  try {
    return new Intl.Locale(locale).language;
  } catch (cause) {
    throw new SettingsError(`'${locale}' is not a language tag`, { hint: 'such as en, ja or pt-BR', cause });
  }
}
