import type { CompactSentences } from '../corpus/compact-sentences';
import { detectSpanScheme, readSpans } from '../metrics/spans';

/** How often a label occurs. */
export interface LabelCount {
  readonly label: string;
  /** Of a label of spans. */
  readonly spans?: number;
  readonly tokens: number;
}

/** The labels of spans, where the tags mark spans, and else the tags; the most frequent first. */
export function countLabels(sentences: CompactSentences): LabelCount[] {
  const tags = sentences.countTags();
  const scheme = detectSpanScheme(tags.keys());
  const byCount = (a: LabelCount, b: LabelCount) => b.tokens - a.tokens || (a.label < b.label ? -1 : 1);
  if (!scheme) return Array.from(tags, ([label, tokens]) => ({ label, tokens })).sort(byCount);
  const counts = new Map<string, { spans: number; tokens: number }>();
  for (let index = 0; index < sentences.length; index++) {
    for (const { start, end, type } of readSpans(sentences.labelsOf(index), scheme)) {
      const count = counts.get(type) ?? { spans: 0, tokens: 0 };
      counts.set(type, { spans: count.spans + 1, tokens: count.tokens + end - start });
    }
  }
  return Array.from(counts, ([label, count]) => ({ label, ...count })).sort(byCount);
}
