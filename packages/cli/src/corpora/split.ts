import type { Sentence } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import { InvalidArgumentError } from 'commander';

export const partNames = ['train', 'dev', 'test'] as const;

/** Percentages of the first two or all three of `partNames`, in whole numbers that are 100 together. */
export type Split = readonly number[];

/** 80/10/10, or 90/10 without a test part. */
export function parseSplit(text: string): Split {
  const parts = text.split('/').map(Number);
  const sum = parts.reduce((total, part) => total + part, 0);
  const isRight = parts.every((part) => Number.isSafeInteger(part) && part > 0) && sum === 100;
  if (!isRight || parts.length < 2 || parts.length > 3)
    throw new InvalidArgumentError(
      'It is not two or three percentages that are 100 together, such as 80/10/10.',
    );
  return parts;
}

/**
 * Draws the part of each document, in the order of the corpus: of each run of as many documents as the percentages need to be
 * whole, such as ten for 80/10/10, the parts have exactly their shares.
 *
 * @returns the place of a sentence's part in `partNames`
 */
export function createSplitter(split: Split, seed: number): (sentence: Sentence) => number {
  const random = createRandom(seed, 'split');
  const divisor = split.reduce(findGreatestDivisor);
  const shares = split.flatMap((share, part) => Array<number>(share / divisor).fill(part));
  const startsDocument = followDocuments();
  let left: number[] = [];
  let part = 0;
  return (sentence) => {
    if (!startsDocument(sentence)) return part;
    if (left.length === 0) left = [...shares];
    part = left.splice(random.integer(left.length), 1)[0]!;
    return part;
  };
}

/**
 * Tells where documents start: a text with spans is one; in CoNLL-U whose first sentence has `# newdoc`, so is what that starts;
 * any other sentence is a document of its own.
 */
function followDocuments(): (sentence: Sentence) => boolean {
  let line: number | undefined;
  let isMarked: boolean | undefined;
  return (sentence) => {
    const { source } = sentence;
    const isSameRecord = source?.format === 'text' && sentence.line === line && line !== undefined;
    line = sentence.line;
    const starts = source !== undefined && 'comments' in source && hasMark(source);
    isMarked ??= starts;
    return isMarked ? starts : !isSameRecord;
  };
}

function hasMark({ comments = [] }: { readonly comments?: readonly string[] }): boolean {
  return comments.some((comment) => /^#\s*newdoc\b/.test(comment));
}

function findGreatestDivisor(a: number, b: number): number {
  return b === 0 ? a : findGreatestDivisor(b, a % b);
}
