import { VectorsError } from '../errors/vectors-error';

export interface VectorsHeader {
  readonly count: number;
  readonly dimension: number;
}

/** More numbers than any vector has: a header that says so is wrong, or no header. */
const LARGEST_DIMENSION = 1 << 20;

/** The two numbers of a line `words dimension`, or undefined if it is none. */
export function parseHeader(line: Uint8Array): VectorsHeader | undefined {
  const match = /^(\d+)[ \t](\d+)\s*$/.exec(String.fromCharCode(...line.subarray(0, 64)));
  return match ? { count: Number(match[1]), dimension: Number(match[2]) } : undefined;
}

/** @throws {VectorsError} if there is no header, or its numbers make no sense. */
export function requireHeader(header: VectorsHeader | undefined, file: string | undefined): VectorsHeader {
  const location = { file, line: 1 };
  if (!header) {
    throw new VectorsError('the line with the number of words and the dimension is missing', {
      location,
      hint: 'a file without it has the format glove',
    });
  }
  const { count, dimension } = header;
  if (count < 1 || dimension < 1 || dimension > LARGEST_DIMENSION) {
    throw new VectorsError(`the header says ${count} words of dimension ${dimension}`, { location });
  }
  return header;
}

/** @throws {VectorsError} if the file has fewer or more words than its header says. */
export function requireCount(header: VectorsHeader, found: number, file: string | undefined): void {
  if (found !== header.count) throw createCountError(header, found, file);
}

export function createCountError(
  { count }: VectorsHeader,
  found: number,
  file: string | undefined,
): VectorsError {
  const location = { file };
  if (found > count) {
    return new VectorsError(`the file goes on after the ${count} words that its header says`, { location });
  }
  return new VectorsError(`the file ends after ${found} of the ${count} words that its header says`, {
    location,
    hint: 'it is cut off: get it again',
  });
}
