import { iterateChunks, type TextChunks } from './text-chunks';

/**
 * Splits a text at `\n` or `\r\n`, without a byte order mark and without the line ends. Lines come in batches, one for
 * each piece of text that ends a line, so that a long file costs one `await` for hundreds of lines.
 */
export async function* splitLines(chunks: TextChunks): AsyncGenerator<string[]> {
  let rest: string | undefined;
  for await (const chunk of iterateChunks(chunks)) {
    if (chunk === '') continue;
    rest = rest === undefined ? removeByteOrderMark(chunk) : rest + chunk;
    // Looking into the new piece alone keeps a line of a hundred megabytes from being searched again and again.
    if (!chunk.includes('\n')) continue;
    const lines: string[] = rest.split('\n');
    rest = lines.pop() ?? '';
    yield lines.map(removeCarriageReturn);
  }
  if (rest) yield [removeCarriageReturn(rest)];
}

function removeByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function removeCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
