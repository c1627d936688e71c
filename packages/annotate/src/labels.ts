import { readSpans, type Sentence, SettingsError } from '@tagger/core';

/** The kinds of labels. */
export const labelKinds = ['spans', 'tokens'] as const;
/** What gets labels: spans of words, such as names, or each word. */
export type LabelKind = (typeof labelKinds)[number];

/** Words with a label, from `start` up to but without `end`; a single word where each word has its label. */
export interface LabelledSpan {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** Probability, of what a model suggests. */
  readonly score?: number;
}

/** @throws SettingsError if there are no labels, or one cannot be a tag */
export function checkLabels(labels: readonly string[]): void {
  if (labels.length === 0)
    throw new SettingsError('there are no labels', { hint: 'name them: --labels PER,ORG' });
  for (const [index, label] of labels.entries()) {
    if (!/^[^\s_]\S*$/.test(label) || label === 'O')
      throw new SettingsError(`${JSON.stringify(label)} cannot be a label`, {
        hint: 'a label has no blanks, does not start with _, and is not O',
      });
    if (labels.indexOf(label) < index)
      throw new SettingsError(`the label ${label} is there twice`, { hint: 'name it once' });
  }
}

/** Tags of so many words: BIO (Ramshaw and Marcus, 1995) of spans; of tokens the labels, and `_` where there is none. */
export function writeTags(kind: LabelKind, length: number, spans: readonly LabelledSpan[]): string[] {
  const tags = new Array<string>(length).fill(kind === 'spans' ? 'O' : '_');
  for (const { start, end, label } of spans)
    for (let at = start; at < end; at++)
      tags[at] = kind === 'tokens' ? label : `${at === start ? 'B' : 'I'}-${label}`;
  return tags;
}

/** The labels of a sentence as {@link writeTags} writes them. */
export function readTags(kind: LabelKind, tags: readonly string[]): LabelledSpan[] {
  if (kind === 'spans') return readSpans(tags).map(({ start, end, type }) => ({ start, end, label: type }));
  return tags.flatMap((label, start) => (label === '_' ? [] : [{ start, end: start + 1, label }]));
}

/** A sentence with these labels, as training reads it. */
export function toSentence(
  kind: LabelKind,
  words: readonly string[],
  spans: readonly LabelledSpan[],
): Sentence {
  const tags = writeTags(kind, words.length, spans);
  const unlabelled = kind === 'tokens' ? tags.flatMap((tag, at) => (tag === '_' ? [at] : [])) : [];
  return { words, tags, ...(unlabelled.length > 0 && { unlabelled }) };
}

/** Whether two lists have the same labels at the same places; both are in order. */
export function areSame(a: readonly LabelledSpan[], b: readonly LabelledSpan[]): boolean {
  return a.length === b.length && a.every((span, index) => isSame(span, b[index]!));
}

export function isSame(a: LabelledSpan, b: LabelledSpan): boolean {
  return a.start === b.start && a.end === b.end && a.label === b.label;
}
