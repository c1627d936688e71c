import { CorpusError } from '../errors';
import { limits } from '../limits';
import { iterateChunks, type TextChunks } from './text-chunks';

/** Characters without `\n` after which a `\r` counts as a line end. */
const lineEndSearch = 65_536;

/**
 * Splits a text behind `\n`, and gives the lines with their ends. A text that has `\r` but no `\n` in its first 65,536
 * characters has the line ends of old Macs: it is split behind `\r`, too. Lines come in batches, one for each piece
 * of text that ends a line, so that a long file costs one `await` for hundreds of lines.
 *
 * @throws CorpusError from the iteration, if a line is longer than `limits.recordCharacters`.
 */
export async function* splitLines(
  chunks: TextChunks,
  { file }: { readonly file?: string | undefined } = {},
): AsyncGenerator<string[]> {
  let rest = '';
  let count = 0;
  let lineEnds: LineEnds | undefined;

  function takeLines(ends: LineEnds): string[] {
    const lines = ends.split(rest);
    rest = lines.pop()!;
    const long = lines.findIndex((line) => line.length > limits.recordCharacters);
    if (long !== -1) throw createLengthError(file, count + long + 1);
    count += lines.length;
    return lines;
  }

  for await (const chunk of iterateChunks(chunks)) {
    if (chunk === '') continue;
    rest += chunk;
    lineEnds ??= findLineEnds(rest, chunk);
    // Looking into the new piece alone keeps a long line from being searched again and again.
    const lines = lineEnds?.mark.test(chunk) ? takeLines(lineEnds) : [];
    if (rest.length > limits.recordCharacters) throw createLengthError(file, count + 1);
    if (lines.length > 0) yield lines;
  }
  if (rest === '') return;
  const lines = takeLines(lineEnds ?? (rest.includes('\r') ? anyEnds : unixEnds));
  yield rest === '' ? lines : [...lines, rest];
}

/** The line without its end. Text that was converted to Windows line ends twice has several `\r` before the `\n`. */
export function removeLineEnd(line: string): string {
  let end = line.length;
  if (line[end - 1] === '\n') end -= 1;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(0, end);
}

/** The line ends of one text. */
interface LineEnds {
  readonly mark: RegExp;
  /** Gives all lines of a text with their ends, and as the last item what follows them: a line that has not ended. */
  split(text: string): string[];
}

const unixEnds: LineEnds = {
  mark: /\n/,
  split(text) {
    const lines: string[] = [];
    let start = 0;
    for (let end = text.indexOf('\n') + 1; end > 0; end = text.indexOf('\n', start) + 1) {
      lines.push(text.slice(start, end));
      start = end;
    }
    lines.push(text.slice(start));
    return lines;
  },
};

/** `\r` alone ends a line, as do `\n` and `\r\n`; a last `\r` may be half of the latter. */
const anyEnds: LineEnds = {
  mark: /[\r\n]/,
  split(text) {
    const lines: string[] = [];
    let start = 0;
    for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\n|\r(?!$)/g)) {
      lines.push(text.slice(start, index + lineEnd.length));
      start = index + lineEnd.length;
    }
    lines.push(text.slice(start));
    return lines;
  },
};

/**
 * Looks at the first characters of a text alone, so that it does not matter how it arrives.
 *
 * @param text all of it up to now, of which the part before `lastChunk` has told nothing
 * @returns undefined while the text may have either kind
 */
function findLineEnds(text: string, lastChunk: string): LineEnds | undefined {
  const newline = lastChunk.indexOf('\n');
  if (newline !== -1 && text.length - lastChunk.length + newline < lineEndSearch) return unixEnds;
  if (text.length < lineEndSearch) return undefined;
  return text.slice(0, lineEndSearch).includes('\r') ? anyEnds : unixEnds;
}

function createLengthError(file: string | undefined, line: number): CorpusError {
  return new CorpusError(`a line of more than ${limits.recordCharacters} characters`, {
    location: { file, line },
    hint: 'are its line ends missing?',
  });
}
