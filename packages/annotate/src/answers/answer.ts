import { CorpusError, type ErrorLocation } from '@tagger/core';
import * as v from 'valibot';
import type { LabelKind, LabelledSpan } from '../labels';
import { readTags, writeTags } from '../labels';
import { type Item, type ItemToken, identify } from '../texts/item';

export const verdicts = ['accept', 'reject', 'ignore'] as const;
/** Accepted: the labels are right. Rejected: nothing is to be learnt from the text. Ignored: it was passed over. */
export type Verdict = (typeof verdicts)[number];

/** What was answered to a text. */
export interface Answer {
  /** Of the text. */
  readonly id: string;
  readonly text: string;
  readonly words: readonly string[];
  readonly spans: readonly LabelledSpan[];
  readonly verdict: Verdict;
  readonly note?: string | undefined;
  /** What a model had suggested. */
  readonly suggested?: readonly LabelledSpan[] | undefined;
}

/*
 * A line of the file is a record that readers of corpora know, too: with spans that of Prodigy, with labels of words the words and their tags.
 * `id`, `note` and `suggested` are our own.
 */

const place = v.pipe(v.number(), v.integer(), v.minValue(0));
const token = v.object({ text: v.string(), start: place, end: place, id: place });
const common = {
  id: v.string(),
  text: v.string(),
  answer: v.picklist(verdicts),
  note: v.optional(v.string()),
  suggested: v.optional(v.array(v.tuple([place, place, v.string()]))),
};
const recordSchema = v.union([
  v.object({
    ...common,
    tokens: v.array(token),
    spans: v.array(v.object({ token_start: place, token_end: place, label: v.string() })),
  }),
  v.object({ ...common, words: v.array(v.string()), tags: v.array(v.nullable(v.string())) }),
]);

/** How each record begins. */
export const recordStart = '{"id":"';

/** The line of an answer, with its end. */
export function formatAnswer(
  kind: LabelKind,
  { id, text, words, tokens }: Item,
  { spans, verdict, note, suggested }: Pick<Answer, 'spans' | 'verdict' | 'note' | 'suggested'>,
): string {
  const tags = writeTags(kind, words.length, spans);
  return `${JSON.stringify({
    id,
    text,
    ...(kind === 'spans'
      ? { tokens, spans: spans.map((span) => placeSpan(span, tokens)) }
      : { words, tags: tags.map((tag) => (tag === '_' ? null : tag)) }),
    answer: verdict,
    ...(note !== undefined && note !== '' && { note }),
    ...(suggested && { suggested: suggested.map(({ start, end, label }) => [start, end, label]) }),
  })}\n`;
}

function placeSpan({ start, end, label }: LabelledSpan, tokens: readonly ItemToken[]) {
  return {
    start: tokens[start]!.start,
    end: tokens[end - 1]!.end,
    token_start: start,
    token_end: end - 1,
    label,
  };
}

/** An answer, and what it labels. */
export interface ReadAnswer extends Answer {
  readonly kind: LabelKind;
}

/** @throws CorpusError if the line is no answer */
export function parseAnswer(line: string, location: ErrorLocation): ReadAnswer {
  const { success, output: record } = v.safeParse(recordSchema, parse(line));
  if (!success || !hasPlaces(record))
    throw new CorpusError('the line is no answer of tagger annotate', {
      location,
      hint: 'choose another file for the answers',
    });
  const kind: LabelKind = 'spans' in record ? 'spans' : 'tokens';
  const words = 'spans' in record ? record.tokens.map(({ text }) => text) : record.words;
  const spans =
    'spans' in record
      ? record.spans.map(({ token_start, token_end, label }) => ({
          start: token_start,
          end: token_end + 1,
          label,
        }))
      : readTags(
          kind,
          record.tags.map((tag) => tag ?? '_'),
        );
  return {
    kind,
    id: identify(words),
    text: record.text,
    words,
    spans,
    verdict: record.answer,
    note: record.note,
    suggested: record.suggested?.map(([start, end, label]) => ({ start, end, label })),
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function hasPlaces(record: v.InferOutput<typeof recordSchema>): boolean {
  if ('words' in record) return record.words.length > 0 && record.words.length === record.tags.length;
  const isInside = record.spans.every(
    ({ token_start, token_end }) => token_start <= token_end && token_end < record.tokens.length,
  );
  return isInside && record.tokens.length > 0;
}
