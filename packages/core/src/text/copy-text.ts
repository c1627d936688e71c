/**
 * A copy of a text that is kept for long. In V8 a piece of 13 or more UTF-16 units shares the memory of the text that it was cut
 * from: one long word would keep a whole chunk of its file. A shorter one is a copy by itself.
 */
export function copyText(text: string): string {
  return text.length < 13 ? text : [...text].join('');
}
