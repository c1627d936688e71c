import { CompactSentencesBuilder } from '../../src/corpus/compact-sentences-builder';
import type { Sentence } from '../../src/sentence';

export function compactSentences(sentences: readonly Sentence[]) {
  const builder = new CompactSentencesBuilder();
  for (const sentence of sentences) builder.add(sentence);
  return builder.build();
}
