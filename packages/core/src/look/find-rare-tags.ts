import { detectSpanScheme, readSpanTag } from '../metrics/spans';
import { type CorpusFinding, listTexts } from './corpus-finding';
import type { LabelCount } from './count-labels';
import type { NamedCorpus } from './named-corpus';

/** Tokens from which on a corpus is large enough for its tags to occur more often, and how often stray ones do. */
const large = { tokens: 1000, most: 2 };

/** Labels that occur once or twice in a corpus of some size: slips of the pen, or too few to learn. */
export function findRareTags(
  { name: file, sentences }: NamedCorpus,
  labels: readonly LabelCount[],
): CorpusFinding | undefined {
  const stray = labels.filter(({ spans, tokens }) => (spans ?? tokens) <= large.most);
  if (sentences.tokens < large.tokens || stray.length === 0) return undefined;
  return {
    kind: 'rare-tags',
    problem: `labels that occur once or twice: ${listTexts(stray.map(({ label }) => label))}`,
    location: { file, line: findLine({ name: file, sentences }, stray[0]!.label) },
    hint: 'misspelled, or too few to be learnt',
  };
}

/** Of the first token with this tag, or with a tag of this type of spans. */
function findLine({ sentences }: NamedCorpus, label: string): number | undefined {
  const scheme = detectSpanScheme(sentences.tags);
  const isOf = sentences.tags.map((tag) => (scheme ? readSpanTag(tag, scheme).type : tag) === label);
  const index = Array.from(sentences.lengths.keys()).findIndex((at) =>
    sentences.tagIdsOf(at).some((id) => isOf[id]),
  );
  return index === -1 ? undefined : sentences.lineOf(index);
}
