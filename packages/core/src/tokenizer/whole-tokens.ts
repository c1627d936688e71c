import { handlePatterns } from './address-patterns';
import { SMALL_DIGITS } from './characters';
import { EMOTICON } from './emoticons';
import { markPatterns } from './mark-patterns';
import { codePattern, numberPatterns } from './number-patterns';
import { Pattern, type ScannedText } from './pattern';
import { shortFormPatterns } from './short-form-patterns';
import type { LanguagePatterns } from './word-rules';

/** Tells most tokens, which have no digit in them, in little time. */
const numberHint = new Pattern(String.raw`[\p{L}\p{M}_+±−－＋.'’:()-]{0,64}[\p{Nd}${SMALL_DIGITS}]`, 'y');

/**
 * Finds tokens that are more than a plain word or one mark. The first pattern that matches wins. Repetitions in them
 * that may fail late are bounded, so that a long run of one character costs linear time.
 */
export class WholeTokenFinder {
  readonly #names: Pattern;
  readonly #numbers: readonly Pattern[];
  readonly #others: Pattern;

  constructor({ numbers, shortForms }: LanguagePatterns) {
    this.#names = new Pattern([...handlePatterns, EMOTICON].join('|'), 'y');
    // One by one: V8 does not compile a pattern of such a size.
    this.#numbers = [...numberPatterns, ...numbers, codePattern].map((pattern) => new Pattern(pattern, 'y'));
    this.#others = new Pattern([...shortForms, ...shortFormPatterns, ...markPatterns].join('|'), 'y');
  }

  /** The end of the token at `start`, 0 if it is a plain word or one mark. */
  findEnd(text: ScannedText, start: number): number {
    return (
      this.#names.matchEnd(text, start) ||
      (numberHint.matchEnd(text, start) && this.#findNumberEnd(text, start)) ||
      this.#others.matchEnd(text, start)
    );
  }

  #findNumberEnd(text: ScannedText, start: number): number {
    for (const pattern of this.#numbers) {
      const end = pattern.matchEnd(text, start);
      if (end) return end;
    }
    return 0;
  }
}
