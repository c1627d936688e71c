import type { AbbreviationKind } from './abbreviations';
import type { Pattern } from './pattern';

/** Patterns that a language adds to those of all languages. */
export interface LanguagePatterns {
  /** Tried after the numbers and codes of a fixed form, and before any others. */
  readonly numbers: readonly string[];
  /** Tried before the short forms of all languages. */
  readonly shortForms: readonly string[];
}

/** What is known of a language beside the rules of Unicode. */
export interface WordRules extends LanguagePatterns {
  /** Abbreviations without their full stop. */
  readonly abbreviations: ReadonlyMap<string, AbbreviationKind>;
  /** Capitalised words that start a sentence rather than a name. */
  readonly starters: ReadonlySet<string>;
  /** What may follow an ordinal number, which is written with a full stop: `3. Mai`. */
  readonly ordinalNouns?: ReadonlySet<string>;
  /** Whether a sentence may start with a small letter; not where too few abbreviations are known to tell. */
  readonly lowerCaseStarts: boolean;
  /** What a word may start with besides letters and digits, as a part of a regular expression. */
  readonly firstLetters?: string;
  /** Words with a hyphen that are one token; sticky. */
  readonly hyphenatedWord: Pattern;
  /** Words to which an apostrophe behind them belongs, if no quotation is open. */
  readonly finalApostrophe: RegExp;
  /** Lengths of the parts of a word that is more than one. */
  divideWord(word: string): readonly number[] | undefined;
  /** Whether the parts are words of their own, and not an orthographic word like `don't`. */
  readonly partsAreWords?: boolean;
}
