/*
 * Most characters of most texts are letters and blanks of ASCII. They are told by their codes, which takes less time than a pattern; the patterns
 * decide about all others.
 */

/** Of the marks that may stand behind a word and cut it off: . , ; : ? ! ) " */
const marks: ReadonlySet<number> = new Set([...'.,;:?!)"'].map((mark) => mark.charCodeAt(0)));

export function isAsciiBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function isAsciiLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** The end of the ASCII letters at `start`, if only marks stand between them and a blank or the end of the text; 0 if not, or not certainly. */
export function findPlainWordEnd(text: string, start: number): number {
  let end = start;
  while (isAsciiLetter(text.charCodeAt(end))) end++;
  if (end === start) return 0;
  let next = end;
  while (marks.has(text.charCodeAt(next))) next++;
  return isEnd(text, next) ? end : 0;
}

/** Whether a single mark is at `start`, and behind it a blank or the end of the text; false also where that is not certain. */
export function isPlainMark(text: string, start: number): boolean {
  return marks.has(text.charCodeAt(start)) && isEnd(text, start + 1);
}

function isEnd(text: string, at: number): boolean {
  return at === text.length || isAsciiBlank(text.charCodeAt(at));
}

/** The end of the blanks at `start`; undefined where it is not certain. */
export function findBlanksEnd(text: string, start: number): number | undefined {
  let end = start;
  while (isAsciiBlank(text.charCodeAt(end))) end++;
  return end === text.length || text.charCodeAt(end) < 128 ? end : undefined;
}

/** The first place from `start` on that is a blank or not ASCII, or the end of the text. */
export function skipVisible(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127 || isAsciiBlank(code)) break;
  }
  return at;
}
