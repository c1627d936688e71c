import { looksLikeIob1, SpanGrammar } from '../metrics/span-grammar';
import { type CorpusFinding, countOf } from './corpus-finding';
import type { NamedCorpus } from './named-corpus';

/** Pairs of tags that are shown. */
const mostPairs = 3;

/** Tags that the scheme of the spans does not have in this place, such as `I-PER` behind `O` where spans begin with `B`. */
export function findSchemeErrors({ name: file, sentences }: NamedCorpus): CorpusFinding | undefined {
  const all = Array.from({ length: sentences.length }, (_, index) => sentences.tagIdsOf(index));
  const grammar = SpanGrammar.of(sentences.tags, { isIob1: looksLikeIob1(sentences.tags, all) });
  if (!grammar?.isStrict) return undefined;
  const pairs = new Map<string, number>();
  let first: number | undefined;
  for (const [index, ids] of all.entries()) {
    for (let t = 0; t <= ids.length; t++) {
      const [from, to] = [ids[t - 1] ?? SpanGrammar.boundary, ids[t] ?? SpanGrammar.boundary];
      // Beside a word whose tag is not known, anything may be right.
      const isKnown = (t === 0 || from >= 0) && (t === ids.length || to >= 0);
      if (!isKnown || grammar.allows(from, to)) continue;
      first ??= index;
      const pair = describePair(grammar.tags[from], grammar.tags[to]);
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  if (first === undefined) return undefined;
  const count = [...pairs.values()].reduce((sum, own) => sum + own, 0);
  const shown = [...pairs].sort((a, b) => b[1] - a[1]).slice(0, mostPairs);
  return {
    kind: 'scheme',
    problem: `${countOf(count, 'tag')} that the scheme does not allow there: ${shown
      .map(([pair, times]) => `${pair} (${times.toLocaleString('en-US')})`)
      .join(', ')}${pairs.size > mostPairs ? ' and others' : ''}`,
    location: { file, line: sentences.lineOf(first) },
    hint: 'each is read as the start of a span',
  };
}

function describePair(from: string | undefined, to: string | undefined): string {
  if (to === undefined) return `${from} at the end of a sentence`;
  return from === undefined ? `${to} at the start of a sentence` : `${to} behind ${from}`;
}
