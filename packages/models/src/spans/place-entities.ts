import type { Sentence, TextToken } from '@tagger/core';
import type { Entity } from './entity';
import type { ScoredSpan } from './scored-span';

/**
 * The entities of a sentence at their places: of a sentence of a text there, of other ones among its words. A span that begins or ends
 * within a multiword token has all of it; of two that then overlap, that of more words is kept.
 *
 * @param spans of its words, in their order
 * @param number of the sentence
 */
export function placeEntities(sentence: Sentence, spans: readonly ScoredSpan[], number: number): Entity[] {
  if (spans.length === 0) return [];
  const { source, words } = sentence;
  if (source?.format !== 'text')
    return spans.map(({ start, end, type, score }) => ({
      text: words.slice(start, end).join(' '),
      label: type,
      start,
      end,
      score,
      sentence: number,
    }));
  const tokens = source.tokens.flatMap((token) => (token.words ?? [token]).map(() => token));
  const first = source.tokens[0]!.start;
  return dropOverlaps(spans, tokens).map((span) => {
    const { start, end } = findPlace(span, tokens);
    const { type, score } = span;
    return {
      text: source.text.slice(start - first, end - first),
      label: type,
      start,
      end,
      score,
      sentence: number,
    };
  });
}

/** @param tokens of each word */
function findPlace(span: ScoredSpan, tokens: readonly TextToken[]) {
  return { start: tokens[span.start]!.start, end: tokens[span.end - 1]!.end };
}

function dropOverlaps(spans: readonly ScoredSpan[], tokens: readonly TextToken[]): readonly ScoredSpan[] {
  const kept: ScoredSpan[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    const isOverlapping = last && findPlace(span, tokens).start < findPlace(last, tokens).end;
    if (!isOverlapping) kept.push(span);
    else if (span.end - span.start > last.end - last.start) kept[kept.length - 1] = span;
  }
  return kept;
}
