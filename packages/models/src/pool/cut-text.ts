/** UTF-16 units of a part, at least. */
const partLength = 2 ** 15;

/** A blank line, which ends a sentence whatever is around it. */
const blankLine = /\n[ \t\r]*\n/g;

/** A part of a text and where it starts. */
export interface TextPart {
  readonly text: string;
  readonly start: number;
}

/** Cuts a long text behind blank lines: the sentences of its parts are those of the whole. */
export function cutParagraphs(text: string, length = partLength): TextPart[] {
  const parts: TextPart[] = [];
  let start = 0;
  while (text.length - start > length) {
    blankLine.lastIndex = start + length;
    if (!blankLine.exec(text)) break;
    parts.push({ text: text.slice(start, blankLine.lastIndex), start });
    start = blankLine.lastIndex;
  }
  if (start < text.length || start === 0) parts.push({ text: text.slice(start), start });
  return parts;
}
