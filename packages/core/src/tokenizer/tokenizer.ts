import { anyBoolean, anyString, checkOptions, type OptionRules } from '../arguments/check-arguments';
import type { Sentence } from '../sentence';
import { BLANK, endsInHalfPair } from './characters';
import { findLanguageRules, type LanguageRules } from './language';
import { Pattern, scan } from './pattern';
import { type Continuation, SentenceFinder } from './sentences';
import { tokenizeWords } from './words';

/** The length in UTF-16 units over which a sentence is cut, at a blank where it has one. */
const longestSentence = 10_000;

const blanks = new Pattern(`[${BLANK}]+`, 'y');

/** Options of the tokenizer. */
export interface TokenizerOptions {
  /** The language of the text, as a BCP 47 tag. Default: `en`. */
  readonly locale?: string | undefined;
  /** Whether every line break ends a sentence; if not, only a blank line does, and lines may be wrapped. Default: false. */
  readonly lines?: boolean | undefined;
}

const optionRules: OptionRules<TokenizerOptions> = { locale: anyString, lines: anyBoolean };

/**
 * Tokenizes a text that arrives in pieces. Where a sentence ends depends on the text from its start to at most
 * `longestSentence` units behind it, never on where the pieces were cut.
 */
export class Tokenizer {
  readonly #rules: LanguageRules;
  readonly #finder: SentenceFinder;
  /** The text from the first sentence on whose end is not certain. */
  #pending = '';
  /** Where `pending` starts in the whole text. */
  #offset = 0;

  /**
   * @throws SettingsError if an option is unknown or of another type, or `locale` is no language tag.
   */
  constructor(options: TokenizerOptions = {}) {
    checkOptions(options, optionRules);
    const { locale = 'en', lines = false } = options;
    this.#rules = findLanguageRules(locale);
    this.#finder = new SentenceFinder(lines, this.#rules);
  }

  /** Takes the next piece of the text, and gives the sentences whose ends are now certain. */
  push(piece: string): Generator<Sentence> {
    this.#pending += piece;
    return this.#takeSentences('unknown');
  }

  /** Gives the sentences that are left at the end of the text. */
  end(): Generator<Sentence> {
    return this.#takeSentences('nothing');
  }

  *#takeSentences(continuation: Continuation): Generator<Sentence> {
    // Half of a surrogate pair says nothing yet.
    const isHalf = continuation === 'unknown' && endsInHalfPair(this.#pending);
    const known = isHalf ? this.#pending.slice(0, -1) : this.#pending;
    const scanned = scan(known);
    let start = 0;
    for (;;) {
      start = blanks.matchEnd(scanned, start) || start;
      const reach = known.slice(start, start + longestSentence);
      const isCut = known.length > start + longestSentence;
      const end =
        reach &&
        this.#finder.findEnd(
          { text: reach, isSimple: scanned.isSimple },
          isCut ? 'out of reach' : continuation,
        );
      if (!end) break;
      const text = reach.slice(0, end);
      const tokens = tokenizeWords(text, this.#offset + start, this.#rules);
      yield { words: tokens.map((token) => token.text), source: { format: 'text', tokens, text } };
      start += end;
    }
    this.#pending = this.#pending.slice(start);
    this.#offset += start;
  }
}
