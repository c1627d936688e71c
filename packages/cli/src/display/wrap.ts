/** A title and its text beside it, in lines of at most 80 characters where words allow it. */
export function wrapBeside(title: string, text: string, { width = 80, indent = 14 } = {}): string {
  const lines: string[] = [];
  let line = title.padEnd(indent - 1);
  for (const word of text.split(' ')) {
    const isFull = line.length + 1 + word.length > width && line.length >= indent;
    if (isFull) lines.push(line);
    line = isFull ? `${' '.repeat(indent)}${word}` : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
