import { isUtf8 } from 'node:buffer';
import { CorpusError, type ErrorLocation } from '../errors';
import { nameInput, type ReadOptions, readBytes } from './read-bytes';

const newline = 0x0a;

/** Options of `readText`. */
export interface ReadTextOptions extends ReadOptions {
  /** Whether a byte order mark at the start is given as U+FEFF. Default: false. */
  readonly keepsByteOrderMark?: boolean | undefined;
  /** Whether NUL (U+0000) is an error: no text has it, but UTF-16 that lacks its byte order mark has many. Default: false. */
  readonly refusesNul?: boolean | undefined;
}

/**
 * Reads a text in pieces of any size, from a file or the standard input (`-`), unpacking gzip and leaving out a byte
 * order mark at its start. Words of 13 or more letters that are cut from a piece keep all of it in memory: copy what is to stay.
 *
 * @throws FileError from the iteration, if the file cannot be read.
 * @throws CorpusError from the iteration, with the line, if the text is not UTF-8, or has a NUL that is refused.
 */
export async function* readText(path: string, options: ReadTextOptions = {}): AsyncGenerator<string> {
  const location = { file: nameInput(path), line: 1 };
  let rest: Buffer = Buffer.alloc(0);
  let isStart = true;
  for await (const chunk of readBytes(path, options)) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const whole = bytes.subarray(0, bytes.length - countCutOff(bytes));
    rest = bytes.subarray(whole.length);
    const text = decode(whole, location);
    if (options.refusesNul) refuseNul(whole, location);
    location.line += countNewlines(whole);
    const hasMark = isStart && text.startsWith('\uFEFF');
    yield hasMark && !options.keepsByteOrderMark ? text.slice(1) : text;
    isStart &&= text === '';
  }
  decode(rest, location);
}

/** How many bytes at the end begin a character that goes on in the next piece: 0 to 3. */
function countCutOff(bytes: Buffer): number {
  for (let count = 1; count <= 3 && count <= bytes.length; count += 1) {
    const byte = bytes[bytes.length - count]!;
    const isContinuation = byte >> 6 === 0b10;
    if (isContinuation) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > count ? count : 0;
  }
  return 0;
}

/** @param start where the first of the bytes is; a line break is never part of another character. */
function decode(bytes: Buffer, start: ErrorLocation & { readonly line: number }): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let line = start.line;
  let from = 0;
  for (let to = bytes.indexOf(newline); to !== -1 && isUtf8(bytes.subarray(from, to)); line += 1) {
    from = to + 1;
    to = bytes.indexOf(newline, from);
  }
  const isUtf16 = line === 1 && /^(\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2));
  throw new CorpusError('the text is not UTF-8', {
    location: { ...start, line },
    hint: isUtf16 ? 'it seems to be UTF-16: save it as UTF-8' : 'save it as UTF-8, for example with iconv',
  });
}

/** @param start where the first of the bytes is */
function refuseNul(bytes: Buffer, start: ErrorLocation & { readonly line: number }): void {
  const nul = bytes.indexOf(0);
  if (nul === -1) return;
  throw new CorpusError('U+0000 (NUL), which text cannot contain', {
    location: { ...start, line: start.line + countNewlines(bytes.subarray(0, nul)) },
    hint: 'is it UTF-16, or no text at all? Text must be UTF-8',
  });
}

function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}
