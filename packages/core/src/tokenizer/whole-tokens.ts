import { handlePatterns } from './address-patterns';
import { SMALL_DIGITS } from './characters';
import { EMOTICON } from './emoticons';
import { markPatterns } from './mark-patterns';
import { matchEnd, matchFirstEnd } from './match-end';
import { codePattern, numberPatterns } from './number-patterns';
import { shortFormPatterns } from './short-form-patterns';
import type { LanguagePatterns } from './word-rules';

/** Tells most tokens, which have no digit in them, in little time. */
const numberHint = new RegExp(String.raw`[\p{L}\p{M}_+±−－＋.'’:()-]{0,64}[\p{Nd}${SMALL_DIGITS}]`, 'uy');

/**
 * Finds tokens that are more than a plain word or one mark. The first pattern that matches wins. Repetitions in them
 * that may fail late are bounded, so that a long run of one character costs linear time.
 */
export class WholeTokenFinder {
  readonly #names: RegExp;
  readonly #numbers: readonly RegExp[];
  readonly #others: RegExp;

  constructor({ numbers, shortForms }: LanguagePatterns) {
    this.#names = new RegExp([...handlePatterns, EMOTICON].join('|'), 'uy');
    // One by one: V8 does not compile a pattern of such a size.
    this.#numbers = [...numberPatterns, ...numbers, codePattern].map((pattern) => new RegExp(pattern, 'uy'));
    this.#others = new RegExp([...shortForms, ...shortFormPatterns, ...markPatterns].join('|'), 'uy');
  }

  /** The end of the token at `start`, 0 if it is a plain word or one mark. */
  findEnd(text: string, start: number): number {
    return (
      matchEnd(this.#names, text, start) ||
      (matchEnd(numberHint, text, start) && matchFirstEnd(this.#numbers, text, start)) ||
      matchEnd(this.#others, text, start)
    );
  }
}
