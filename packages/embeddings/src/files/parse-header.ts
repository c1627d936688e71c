import { VectorsError } from '../errors';
import { largestDimension } from './limits';

export interface VectorsHeader {
  /** Words with their vectors: rows of the file. */
  readonly count: number;
  readonly dimension: number;
}

/** The two numbers of a line `words dimension`, or undefined if it is none. */
export function parseHeader(line: Uint8Array): VectorsHeader | undefined {
  const match = /^(\d+)[ \t](\d+)\s*$/.exec(String.fromCharCode(...line.subarray(0, 64)));
  return match ? { count: Number(match[1]), dimension: Number(match[2]) } : undefined;
}

/** @throws VectorsError if there is no header, or its numbers make no sense. */
export function requireHeader(header: VectorsHeader | undefined, file: string | undefined): VectorsHeader {
  const location = { file, line: 1 };
  if (!header) {
    throw new VectorsError('the line with the number of words and the dimension is missing', {
      location,
      hint: 'a file without it has the format glove',
    });
  }
  const { count, dimension } = header;
  if (count < 1 || dimension < 1) {
    throw new VectorsError(`the header says ${count} words of dimension ${dimension}`, { location });
  }
  requireDimension(dimension, file);
  return header;
}

/** @throws VectorsError if vectors have more numbers than are read. */
export function requireDimension(dimension: number, file: string | undefined): void {
  if (dimension <= largestDimension) return;
  throw new VectorsError(`vectors of ${dimension} dimensions; the limit is ${largestDimension}`, {
    location: { file, line: 1 },
    hint: 'is it a file of word vectors?',
  });
}

/** @throws VectorsError if the file has fewer or more words than its header says. */
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
    return new VectorsError(`the file continues after the ${count} words of its header`, { location });
  }
  return new VectorsError(`the file ends after ${found} of the ${count} words of its header`, {
    location,
    hint: 'it is truncated: download it again',
  });
}
