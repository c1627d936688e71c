/** A line break; the two characters that Windows writes count once. */
const LINE_BREAK = String.raw`(?:\r(?!\n)|[\n\u0085\u2028\u2029])`;
const lineBreak = new RegExp(LINE_BREAK);
const blankLine = new RegExp(String.raw`${LINE_BREAK}[^]*${LINE_BREAK}|\u2029`);

/**
 * Whether white space ends a paragraph, and so a sentence.
 * @param lines whether every line break does, or only a blank line
 */
export function isParagraphEnd(blanks: string, lines: boolean): boolean {
  return blanks !== ' ' && blanks !== '' && (lines ? lineBreak : blankLine).test(blanks);
}
