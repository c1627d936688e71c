import type { TextToken } from '../sentence';
import { BLANK, CLOSERS } from './characters';
import type { LanguageRules } from './language';
import { matchEnd } from './match-end';
import { SegmentFinder } from './segments';
import { wholeToken } from './whole-tokens';

const blanks = new RegExp(`[${BLANK}]*`, 'uy');
/** Most of all text: words and marks that nothing but marks and blanks follow, so that no other pattern need be tried. */
const plainWord = new RegExp(`[A-Za-z]+(?=[.,;:?!)"]*(?:[${BLANK}]|$))`, 'uy');
const plainMark = new RegExp(`[.,;:?!)"](?=[${BLANK}]|$)`, 'uy');
/** A word of ASCII letters and digits, and what may join them; not where letters or marks beyond ASCII go on. */
const asciiWord =
  /(?:['’](?=t(?:is|was|were|will|would)\b))?[A-Za-z0-9]+(?:(?:(?<=[A-Za-z])['’`´](?=[A-Za-z])|_+)[A-Za-z0-9]+)*(?![\p{L}\p{M}\p{N}\p{Cf}]|['’]\p{L})/iuy;
const mark = /[\p{P}\p{Sc}\p{Sk}\p{Sm}](?![\p{M}\p{Cf}])/uy;
const initial = /^\p{Lu}$/u;
const clitic = /(?<=[\p{L}\p{N}.])['’](?:s|re|ve|ll|m|d)/iuy;
const lastApostrophe = /['’](?![\p{L}\p{N}'’])/uy;
const openingQuote = new RegExp(`(?<![^${BLANK}([{"“])['‘][^${BLANK}]`, 'u');
const finalStop = new RegExp(`\\.(?=[${CLOSERS}]*$)`, 'u');

/**
 * Cuts one sentence into tokens.
 *
 * @param text the sentence, without blanks at its ends
 * @param offset where the sentence starts in the whole text
 */
export function tokenizeWords(text: string, offset: number, rules: LanguageRules): TextToken[] {
  return new WordCutter(text, offset, rules).cut();
}

class WordCutter {
  private readonly tokens: TextToken[] = [];
  /** Where the full stop of the sentence is, which belongs to no abbreviation; -1 if it has none. */
  private readonly finalStop: number;
  private readonly segments: SegmentFinder;
  private quote: number | undefined;

  constructor(
    private readonly text: string,
    private readonly offset: number,
    private readonly rules: LanguageRules,
  ) {
    this.finalStop = text.search(finalStop);
    this.segments = new SegmentFinder(text, rules.segmenter);
  }

  cut(): TextToken[] {
    let start = 0;
    while (start < this.text.length) start = matchEnd(blanks, this.text, this.cutToken(start));
    return this.tokens;
  }

  /** Adds the token at `start`, or the tokens of the word there, and gives their end. */
  private cutToken(start: number): number {
    const { text, rules } = this;
    let end = matchEnd(plainMark, text, start);
    if (end) return this.add(start, end);
    end = matchEnd(plainWord, text, start);
    if (end) return this.addWord(start, end);
    end = matchEnd(wholeToken, text, start) || matchEnd(rules.hyphenatedWord, text, start);
    if (end) {
      const takesFinalStop = end - 1 === this.finalStop && end - start > 1 && text[end - 2] !== '.';
      return this.add(start, takesFinalStop ? end - 1 : end, matchEnd(clitic, text, start) === end);
    }
    end = matchEnd(asciiWord, text, start);
    if (end) return this.addWord(start, end);
    end = matchEnd(mark, text, start);
    return end ? this.add(start, end) : this.addWord(start, this.findSegmentEnd(start));
  }

  private add(start: number, end: number, continues = false): number {
    const text = this.text.slice(start, end);
    const token = { text, start: this.offset + start, end: this.offset + end };
    this.tokens.push(continues ? { ...token, continues } : token);
    return end;
  }

  private addWord(start: number, wordEnd: number): number {
    const end = wordEnd + (this.keepsStop(start, wordEnd) || this.keepsApostrophe(start, wordEnd) ? 1 : 0);
    let from = start;
    for (const length of this.rules.divideWord(this.text.slice(start, end)) ?? []) {
      from = this.add(from, from + length, from > start);
    }
    return from === end ? end : this.add(from, end, from > start);
  }

  /** Unicode's words go on over a full stop between letters, as in `end.Next`; tokens do not. */
  private findSegmentEnd(start: number): number {
    const end = this.segments.findEnd(start);
    const stop = this.text.slice(start, end).indexOf('.', 1);
    return stop === -1 ? end : start + stop;
  }

  /** Whether the full stop at `end` belongs to the abbreviation or the initial before it. */
  private keepsStop(start: number, end: number): boolean {
    if (this.text[end] !== '.' || end === this.finalStop) return false;
    if (this.text[end + 1] === '.' && end + 1 !== this.finalStop) return false;
    const word = this.text.slice(start, end);
    return this.rules.abbreviations.has(word) || initial.test(word);
  }

  /** Whether the apostrophe at `end` belongs to the word before it, `parents'` or `doin'`, rather than to a quotation. */
  private keepsApostrophe(start: number, end: number): boolean {
    if (!matchEnd(lastApostrophe, this.text, end)) return false;
    this.quote ??= this.text.search(openingQuote);
    const quoted = this.quote !== -1 && this.quote < start;
    return !quoted && this.rules.finalApostrophe.test(this.text.slice(start, end));
  }
}
