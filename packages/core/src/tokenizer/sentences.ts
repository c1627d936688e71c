import { findBlanksEnd, isAsciiBlank, skipVisible } from './ascii';
import { BLANK, CLOSERS, ENDS, endsInHalfPair, FULL_WIDTH, WIDE_ENDS } from './characters';
import { EMOTICON } from './emoticons';
import type { LanguageRules } from './language';
import { isParagraphEnd } from './paragraph-ends';
import { Pattern, type ScannedText } from './pattern';
import { type Ending, endsSentence } from './sentence-ends';

/** What comes after a piece of text: not known yet, nothing, or text that its last sentence must not reach. */
export type Continuation = 'unknown' | 'nothing' | 'out of reach';

/** Not inside a number or a name in full width. */
const INNER_WIDE_STOP = String.raw`(?!(?<=[${FULL_WIDTH}\p{Nd}])．[${FULL_WIDTH}\p{Nd}、]|(?<=[〇一二三四五六七八九十百千万])．[〇一二三四五六七八九])`;

/** Where a sentence may end: at blanks, and behind the final marks of Chinese and Japanese, but not in １．５, Ｕ．Ｓ． or 十．五 */
const gaps = new Pattern(
  `([${BLANK}]+)|(?:(?!．)[${WIDE_ENDS}]|${INNER_WIDE_STOP}．)[${ENDS}]*[${CLOSERS}]*`,
  'g',
);
const nonBlank = new Pattern(`[^${BLANK}]`, 'y');
const chunk = new Pattern(`[^${BLANK}]+`, 'y');
const finalMarks = new Pattern(`(?<=([${ENDS}]+)([${CLOSERS}]*))`, 'y');
const emoticon = new Pattern(EMOTICON, 'y');
const longestAbbreviation = 32;

/** Finds where sentences end. */
export class SentenceFinder {
  readonly #lines: boolean;
  readonly #rules: LanguageRules;
  /** Up to where the sentence at hand was looked through in vain. */
  #seen = 0;
  /** Where the run of characters without blanks starts that contains `#seen`. */
  #chunkStart = 0;
  /** Where the last blanks before `#seen` start. */
  #lastGap = 0;

  /** @param lines whether every line break ends a sentence, or only a blank line */
  constructor(lines: boolean, rules: LanguageRules) {
    this.#lines = lines;
    this.#rules = rules;
  }

  /**
   * @param text starts with a sentence, without blanks before it; with the text of the call before and more, if that
   *     call gave no end
   * @returns where the sentence ends, without the blanks behind it; undefined where that depends on what is unknown
   */
  findEnd(text: ScannedText, continuation: Continuation): number | undefined {
    const end = this.#scan(text, continuation);
    if (end !== undefined) this.#seen = this.#chunkStart = this.#lastGap = 0;
    return end;
  }

  #scan(scanned: ScannedText, continuation: Continuation): number | undefined {
    const { text } = scanned;
    const isUnknown = continuation === 'unknown';
    for (let found = findGap(scanned, this.#seen); found; found = findGap(scanned, found.end)) {
      const { start: index, end: gapEnd, isBlank } = found;
      this.#seen = index;
      if (!isBlank) {
        if (nonBlank.matchEnd(scanned, gapEnd)) return gapEnd;
        // More marks or closing quotes may follow.
        if (isUnknown && gapEnd === text.length) return undefined;
        continue;
      }
      if (isParagraphEnd(text.slice(index, gapEnd), this.#lines)) return index;
      const ending = readEnding(scanned, this.#chunkStart, index);
      if (ending || gapEnd === text.length) {
        const nextEnd = chunk.matchEnd(scanned, gapEnd) || text.length;
        if (isUnknown && nextEnd === text.length) return undefined;
        if (gapEnd === text.length || endsSentence(ending!, text.slice(gapEnd, nextEnd), this.#rules))
          return index;
      }
      this.#chunkStart = gapEnd;
      this.#lastGap = index;
    }
    this.#seen = text.length;
    if (isUnknown) return undefined;
    if (continuation === 'nothing') return text.length;
    return this.#lastGap || text.length - (endsInHalfPair(text) ? 1 : 0);
  }
}

/** A place where a sentence may end. */
interface Gap {
  readonly start: number;
  readonly end: number;
  /** Whether it is of blanks, not behind marks that need none. */
  readonly isBlank: boolean;
}

/** The first gap from `from` on. */
function findGap(scanned: ScannedText, from: number): Gap | undefined {
  const { text } = scanned;
  const start = skipVisible(text, from);
  if (start === text.length) return undefined;
  const end = isAsciiBlank(text.charCodeAt(start)) ? findBlanksEnd(text, start) : undefined;
  if (end !== undefined) return { start, end, isBlank: true };
  const expression = gaps.for(scanned);
  expression.lastIndex = start;
  const match = expression.exec(text);
  if (!match) return undefined;
  const { 0: gap, 1: blanks, index } = match;
  return { start: index, end: index + gap.length, isBlank: blanks !== undefined };
}

/** What ends no sentence if a blank follows: neither a final mark nor a closing one, nor the mouth of a face. */
const innerEnd = /[a-nq-z0-24-9,]/;

/** Reads what stands between `start` and `end`, if a sentence may end there. */
function readEnding(scanned: ScannedText, start: number, end: number): Ending | undefined {
  const { text } = scanned;
  if (innerEnd.test(text[end - 1] ?? '')) return undefined;
  const isFirst = start === 0;
  if (emoticon.matchEnd(scanned, start) === end) return { before: '', marks: '', closers: '', isFirst };
  const expression = finalMarks.for(scanned);
  expression.lastIndex = end;
  const found = expression.exec(text);
  if (!found) return undefined;
  const [, marks, closers] = found;
  const marksStart = end - marks!.length - closers!.length;
  const before = text.slice(Math.max(start, marksStart - longestAbbreviation), marksStart);
  return { before, marks: marks!, closers: closers!, isFirst };
}
