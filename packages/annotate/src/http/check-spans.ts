import { RequestError } from '@tagger/server/internal';
import type { LabelKind, LabelledSpan } from '../labels';

/** The labels of a request, in their order. @throws RequestError if they are none of the text */
export function checkSpans(
  spans: readonly LabelledSpan[],
  length: number,
  kind: LabelKind,
  labels: readonly string[],
): LabelledSpan[] {
  const refuse = (problem: string): never => {
    throw new RequestError('invalid_request', problem);
  };
  const sorted = spans
    .map(({ start, end, label }) => ({ start, end, label }))
    .sort((a, b) => a.start - b.start);
  for (const [index, { start, end, label }] of sorted.entries()) {
    if (start >= end || end > length)
      refuse(`a span from ${start} to ${end} is not in a text of ${length} words`);
    if (kind === 'tokens' && end > start + 1) refuse('a label of words has more than one word');
    if (!labels.includes(label)) refuse('a label is none of those that the words may have');
    if (index > 0 && start < sorted[index - 1]!.end) refuse('two spans overlap');
  }
  return sorted;
}
