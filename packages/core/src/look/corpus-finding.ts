import { type ErrorLocation, TaggerError } from '../errors';

/** What may be wrong with a corpus that can be read. */
export type FindingKind =
  | 'comment'
  | 'header'
  | 'ids'
  | 'repeated-word'
  | 'blanks'
  | 'phrases'
  | 'long-sentence'
  | 'single-tag'
  | 'tags-like-words'
  | 'similar-tags'
  | 'placeholder'
  | 'unlabelled'
  | 'no-spans'
  | 'spans'
  | 'foreign-tags'
  | 'other-tags'
  | 'same-sentences'
  | 'other-labels'
  | 'scheme'
  | 'rare-tags';

/** Something suspicious in a corpus. */
export interface CorpusFinding {
  readonly kind: FindingKind;
  /** What was found, in one line. */
  readonly problem: string;
  /** The file, and the line of the first case. */
  readonly location: ErrorLocation;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/** The finding as one line, in the form of errors: `file:line: problem (hint)`. */
export function describeFinding({ problem, location, hint }: CorpusFinding): string {
  return new TaggerError(problem, { location, hint }).message;
}

/** `1 word`, `2,345 words` */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** The texts in quotes, the first few of many. */
export function listTexts(texts: readonly string[], limit = 5): string {
  const shown = texts.slice(0, limit).map((text) => JSON.stringify(text));
  return texts.length > limit
    ? `${shown.join(', ')} and ${countOf(texts.length - limit, 'other')}`
    : shown.join(', ');
}
