import {
  type CompactSentences,
  CompactSentencesBuilder,
  isSpanTagSet,
  type Random,
} from '@tagger/core/internal';
import type { Rehearsal } from '../data/corpus';
import type { EncodedCorpus } from '../data/encoded-corpus';

/** Sentences of the earlier corpus in each epoch, for each of the new one. */
export const rehearsalShare = 2;

/**
 * The sentences that an epoch trains: all, but of those that are rehearsed a sample, in their order.
 *
 * @param random draws the sample
 */
export function drawSentences(
  { length, rehearsal }: Pick<EncodedCorpus, 'length' | 'rehearsal'>,
  random: Random,
): number[] {
  const drawn = Array.from({ length }, (_, index) => index);
  if (!rehearsal) return drawn;
  const end = rehearsal.from + rehearsal.sentences;
  for (let at = rehearsal.from; at < end; at++) {
    const other = at + random.integer(length - at);
    [drawn[at], drawn[other]] = [drawn[other]!, drawn[at]!];
  }
  return drawn.slice(0, end).sort((a, b) => a - b);
}

/** The number of sentences that an epoch trains. */
export function countDrawn({ length, rehearsal }: Pick<EncodedCorpus, 'length' | 'rehearsal'>): number {
  return rehearsal ? rehearsal.from + rehearsal.sentences : length;
}

/** About how many tokens an epoch trains: each rehearses other sentences. */
export function countDrawnTokens({
  lengths,
  rehearsal,
}: Pick<EncodedCorpus, 'lengths' | 'rehearsal'>): number {
  const sum = (part: Int32Array) => part.reduce((total, length) => total + length, 0);
  if (!rehearsal) return sum(lengths);
  const earlier = lengths.subarray(rehearsal.from);
  const share = rehearsal.sentences / Math.max(earlier.length, 1);
  return sum(lengths.subarray(0, rehearsal.from)) + Math.round(share * sum(earlier));
}

/** The sentences of both. */
export function joinSentences(first: CompactSentences, second: CompactSentences): CompactSentences {
  const builder = new CompactSentencesBuilder();
  for (const sentences of [first, second]) for (const sentence of sentences) builder.add(sentence);
  return builder.build();
}

/** How an earlier corpus is trained behind a new one. */
export function planRehearsal(sentences: CompactSentences, earlier: CompactSentences): Rehearsal {
  const missingTags = findMissingTags(sentences, earlier);
  return {
    from: sentences.length,
    sentences: Math.min(earlier.length, rehearsalShare * sentences.length),
    missingTags,
    missingWeight: weighMissingTags(sentences, missingTags),
  };
}

/** Tags of spans that an earlier corpus lacks: where it has `O`, there may be such a span, which nobody has looked for. */
function findMissingTags(sentences: CompactSentences, earlier: CompactSentences): ReadonlySet<string> {
  const known = new Set(earlier.tags);
  const missing = sentences.tags.filter((tag) => !known.has(tag));
  return new Set(isSpanTagSet([...sentences.tags, ...known]) && known.has('O') ? missing : []);
}

/**
 * What a tag that the earlier corpus lacks counts at a word with `O` there, next to 1 for `O`. With 1, nothing there speaks against the tag. That is right
 * where the new sentences are like all others: their own `O` says how rare the tag is. If each of them was chosen since it has the tag, only the earlier corpus
 * says how rare it is. Let one word be labelled once and open r times: the loss is least at p = 1 / ((1 − weight)(1 + r)), so that with a weight of r / (1 + r)
 * the label is learnt whole. The weight is between the two by the share of new sentences that have such a tag.
 */
function weighMissingTags(sentences: CompactSentences, missingTags: ReadonlySet<string>): number {
  const isMissing = sentences.tags.map((tag) => missingTags.has(tag));
  let having = 0;
  for (let index = 0; index < sentences.length; index++)
    if (sentences.tagIdsOf(index).some((id) => isMissing[id])) having++;
  return 1 - having / Math.max(sentences.length, 1) / (1 + rehearsalShare);
}
