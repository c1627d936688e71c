import { SettingsError } from '../errors/settings-error';
import { type AbbreviationKind, englishAbbreviations, englishStarters } from './abbreviations';
import { divideContraction, finalApostrophe } from './contractions';
import { hyphenatedWord } from './hyphens';

/** What the tokenizer knows of one language. */
export interface LanguageRules {
  /** Word boundaries by the rules of Unicode and, for languages written without blanks, by dictionary. */
  readonly segmenter: Intl.Segmenter;
  /** Abbreviations without their full stop. */
  readonly abbreviations: ReadonlyMap<string, AbbreviationKind>;
  /** Capitalised words that start a sentence rather than a name. */
  readonly starters: ReadonlySet<string>;
  /** Whether a sentence may start with a small letter; not where too few abbreviations are known to tell. */
  readonly lowerCaseStarts: boolean;
  /** Words with a hyphen that are one token; sticky. */
  readonly hyphenatedWord: RegExp;
  /** Words to which an apostrophe behind them belongs, if no quotation is open. */
  readonly finalApostrophe: RegExp;
  /** Lengths of the parts of a word that is more than one. */
  divideWord(word: string): readonly number[] | undefined;
}

const english = {
  abbreviations: englishAbbreviations,
  starters: englishStarters,
  lowerCaseStarts: true,
  hyphenatedWord,
  finalApostrophe,
  divideWord: divideContraction,
};

const nothing = /(?!)/y;

const anyLanguage = {
  abbreviations: new Map<string, AbbreviationKind>(),
  starters: new Set<string>(),
  lowerCaseStarts: false,
  hyphenatedWord: nothing,
  finalApostrophe: nothing,
  divideWord: () => undefined,
};

const known = new Map<string, LanguageRules>();

/** @throws {SettingsError} if `locale` is no language tag. */
export function findLanguageRules(locale: string): LanguageRules {
  const found = known.get(locale);
  if (found) return found;
  const rules = readLanguage(locale) === 'en' ? english : anyLanguage;
  const created = { ...rules, segmenter: new Intl.Segmenter(locale, { granularity: 'word' }) };
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
