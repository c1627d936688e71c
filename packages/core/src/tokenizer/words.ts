import type { TextToken } from '../sentence';
import { findAddressEnd } from './addresses';
import { findBlanksEnd, findPlainWordEnd, isPlainMark } from './ascii';
import { BLANK, CLOSERS, UNSPACED } from './characters';
import { hideIgnorables, type VisibleText } from './ignorables';
import type { LanguageRules } from './language';
import { Pattern } from './pattern';
import { SegmentFinder } from './segments';

const blanks = new Pattern(`[${BLANK}]*`, 'y');
/** Most of all text: words and marks that nothing but marks and blanks follow, so that no other pattern need be tried. */
const plainWord = new Pattern(
  String.raw`(?:[A-Za-z]+|(?:(?![${UNSPACED}])\p{L}\p{M}*)+)(?=[.,;:?!)"]*(?:[${BLANK}]|$))`,
  'y',
);
const plainMark = new Pattern(`[.,;:?!)"](?=[${BLANK}]|$)`, 'y');
/** Blanks without a width that were left out of a word which ends there after all. */
const lastBlanks = /[\u200b\ufeff]+$/;
const mark = new Pattern(String.raw`[\p{P}\p{Sc}\p{Sk}\p{Sm}](?![\p{M}\p{Cf}])`, 'y');
const initial = /^\p{Lu}$/u;
const clitic = new Pattern(String.raw`(?<=[\p{L}\p{N}.])['’](?:s|re|ve|ll|m|d)`, 'iy');
const lastApostrophe = new Pattern(String.raw`['’](?![\p{L}\p{N}'’])`, 'y');
const segmentBreak = new Pattern(
  String.raw`(?<=[\p{L}\p{M}])[.:\ufe13\ufe55\uff1a]|[${BLANK}]|(?<=(?!\p{Nd})[${UNSPACED}])(?=\p{Nd}|(?![${UNSPACED}])\p{L})`,
);
const openingQuote = new Pattern(
  `(?<![^${BLANK}([{"“])['‘](?!\\p{Nd}{2}s?(?![\\p{L}\\p{N}]))[^${BLANK}]`,
  'g',
);
const finalStop = new Pattern(String.raw`\.(?=[${CLOSERS}]*$)`);

/**
 * Cuts one sentence into tokens.
 *
 * @param text the sentence, without blanks at its ends
 * @param offset where the sentence starts in the whole text
 */
export function tokenizeWords(text: string, offset: number, rules: LanguageRules): TextToken[] {
  return new WordCutter(hideIgnorables(text), offset, rules).cut();
}

class WordCutter {
  /** The sentence without soft hyphens and the like. */
  readonly #visible: VisibleText;
  readonly #text: string;
  readonly #offset: number;
  readonly #rules: LanguageRules;
  readonly #segments: SegmentFinder;
  /** Where the full stop of the sentence is, which belongs to no abbreviation; -1 if it has none. */
  readonly #finalStop: number;
  /** Where the first quotation in single quotes starts; -1 if there is none, undefined before it was looked for. */
  #quotation: number | undefined;
  readonly #tokens: TextToken[] = [];

  constructor(visible: VisibleText, offset: number, rules: LanguageRules) {
    const { text } = visible;
    this.#text = text;
    this.#visible = visible;
    this.#offset = offset;
    this.#rules = rules;
    this.#segments = new SegmentFinder(text, rules);
    this.#finalStop = text.search(finalStop.for(visible));
  }

  cut(): TextToken[] {
    let start = 0;
    while (start < this.#text.length) {
      const end = this.#cutToken(start);
      start = findBlanksEnd(this.#text, end) ?? blanks.matchEnd(this.#visible, end);
    }
    return this.#tokens;
  }

  /** Adds the token at `start`, or the tokens of the word there, and gives their end. */
  #cutToken(start: number): number {
    const visible = this.#visible;
    if (isPlainMark(this.#text, start)) return this.#add(start, start + 1);
    let end = findPlainWordEnd(this.#text, start);
    if (end) return this.#addWord(start, end);
    end = plainMark.matchEnd(visible, start);
    if (end) return this.#add(start, end);
    end = plainWord.matchEnd(visible, start);
    if (end) return this.#addWord(start, end);
    const { wholeTokens, hyphenatedWord, asciiWord } = this.#rules;
    end =
      findAddressEnd(visible, start) ||
      wholeTokens.findEnd(visible, start) ||
      hyphenatedWord.matchEnd(visible, start);
    if (end) {
      const takesFinalStop = end - 1 === this.#finalStop && end - start > 1 && this.#text[end - 2] !== '.';
      return this.#add(start, takesFinalStop ? end - 1 : end, clitic.matchEnd(visible, start) === end);
    }
    end = asciiWord.matchEnd(visible, start);
    if (end) return this.#addWord(start, end);
    end = mark.matchEnd(visible, start);
    return end ? this.#add(start, end) : this.#addWord(start, this.#findSegmentEnd(start));
  }

  #add(start: number, end: number, continues = false): number {
    const from = this.#visible.place(start);
    const slice = this.#visible.original.slice(from, this.#visible.place(end));
    const text = slice.charCodeAt(slice.length - 1) < 128 ? slice : slice.replace(lastBlanks, '');
    const place = this.#offset + from;
    const placeEnd = place + text.length;
    this.#tokens.push(
      continues ? { text, start: place, end: placeEnd, continues } : { text, start: place, end: placeEnd },
    );
    return end;
  }

  #addWord(start: number, wordEnd: number): number {
    const end = wordEnd + (this.#keepsStop(start, wordEnd) || this.#keepsApostrophe(start, wordEnd) ? 1 : 0);
    const continues = !this.#rules.partsAreWords;
    let from = start;
    for (const length of this.#rules.divideWord(this.#text.slice(start, end)) ?? []) {
      from = this.#add(from, from + length, continues && from > start);
    }
    return from === end ? end : this.#add(from, end, continues && from > start);
  }

  /** Words of Unicode go on over a full stop or a colon, as in `end.Next`, and over the byte order mark, and from Thai to digits; tokens do not. */
  #findSegmentEnd(start: number): number {
    const end = this.#segments.findEnd(start);
    const length = this.#text.slice(start, end).search(segmentBreak.for(this.#visible));
    return length === -1 ? end : start + length;
  }

  /** Whether the full stop at `end` belongs to the abbreviation or the initial before it. */
  #keepsStop(start: number, end: number): boolean {
    if (this.#text[end] !== '.' || end === this.#finalStop) return false;
    if (this.#text[end + 1] === '.' && end + 1 !== this.#finalStop) return false;
    const word = this.#text.slice(start, end);
    return this.#rules.abbreviations.has(word.normalize()) || initial.test(word);
  }

  /** Whether the apostrophe at `end` belongs to the word before it, `parents'` or `doin'`, rather than to a quotation. */
  #keepsApostrophe(start: number, end: number): boolean {
    if (this.#text[end] !== "'" && this.#text[end] !== '’') return false;
    if (!lastApostrophe.matchEnd(this.#visible, end)) return false;
    this.#quotation ??= this.#findQuotation();
    const quoted = this.#quotation !== -1 && this.#quotation < start;
    return !quoted && this.#rules.finalApostrophe.test(this.#text.slice(start, end));
  }

  /** Where a quotation starts, and no word such as 'tis or 'em. */
  #findQuotation(): number {
    const { wholeTokens, asciiWord } = this.#rules;
    for (const { index } of this.#text.matchAll(openingQuote.for(this.#visible)))
      if (!asciiWord.matchEnd(this.#visible, index) && !wholeTokens.findEnd(this.#visible, index))
        return index;
    return -1;
  }
}
