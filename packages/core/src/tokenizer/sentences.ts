import { BLANK, CLOSERS, ENDS, WIDE_ENDS } from './characters';
import { EMOTICON } from './emoticons';
import type { LanguageRules } from './language';
import { matchEnd } from './match-end';
import { type Ending, endsSentence } from './sentence-ends';

/** What comes after a piece of text: not known yet, nothing, or text that its last sentence must not reach. */
export type Continuation = 'unknown' | 'nothing' | 'out of reach';

/** A line break; the two characters that Windows writes count once. */
const LINE_BREAK = String.raw`(?:\r(?!\n)|[\n\u0085\u2028\u2029])`;
const lineBreak = new RegExp(LINE_BREAK);
const blankLine = new RegExp(String.raw`${LINE_BREAK}[^]*${LINE_BREAK}|\u2029`);

/** Where a sentence may end: at blanks, and behind the final marks of Chinese and Japanese. */
const gaps = new RegExp(`([${BLANK}]+)|[${WIDE_ENDS}][${ENDS}]*[${CLOSERS}]*`, 'gu');
const nonBlank = new RegExp(`[^${BLANK}]`, 'uy');
const chunk = new RegExp(`[^${BLANK}]+`, 'uy');
const finalMarks = new RegExp(`(?<=([${ENDS}]+)([${CLOSERS}]*))`, 'uy');
const emoticon = new RegExp(EMOTICON, 'uy');
const highSurrogate = /[\ud800-\udbff]$/;
const LONGEST_ABBREVIATION = 32;

/**
 * Finds the end of the first sentence.
 *
 * @param text starts with a sentence, without blanks before it
 * @param lines whether every line break ends a sentence, or only a blank line
 * @returns where the sentence ends, without the blanks behind it; undefined where that depends on what is unknown
 */
export function findSentenceEnd(
  text: string,
  continuation: Continuation,
  lines: boolean,
  rules: LanguageRules,
): number | undefined {
  let chunkStart = 0;
  let lastGap = 0;
  for (const { 0: gap, 1: blanks, index } of text.matchAll(gaps)) {
    const gapEnd = index + gap.length;
    if (!blanks) {
      // At the end of what is known, more marks or closing quotes may follow.
      if (matchEnd(nonBlank, text, gapEnd)) return gapEnd;
      continue;
    }
    if (gap !== ' ' && (lines ? lineBreak : blankLine).test(gap)) return index;
    const ending = readEnding(text, chunkStart, index);
    if (ending || gapEnd === text.length) {
      const nextEnd = matchEnd(chunk, text, gapEnd) || text.length;
      if (nextEnd === text.length && continuation === 'unknown') return undefined;
      if (gapEnd === text.length || endsSentence(ending!, text.slice(gapEnd, nextEnd), rules)) return index;
    }
    chunkStart = gapEnd;
    lastGap = index;
  }
  if (continuation === 'unknown') return undefined;
  if (continuation === 'nothing') return text.length;
  return lastGap || text.length - (highSurrogate.test(text) ? 1 : 0);
}

/** Reads what stands between `start` and `end`, if a sentence may end there. */
function readEnding(text: string, start: number, end: number): Ending | undefined {
  const isFirst = start === 0;
  if (matchEnd(emoticon, text, start) === end) return { before: '', marks: '', closers: '', isFirst };
  finalMarks.lastIndex = end;
  const found = finalMarks.exec(text);
  if (!found) return undefined;
  const [, marks, closers] = found;
  const marksStart = end - marks.length - closers.length;
  const before = text.slice(Math.max(start, marksStart - LONGEST_ABBREVIATION), marksStart);
  return { before, marks, closers, isFirst };
}
