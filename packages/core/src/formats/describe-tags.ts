import type { Sentence } from '../sentence';

/** How a sentence holds its tags; one that has none at all is untagged. */
export function describeTags(labels: readonly (string | undefined)[]): Pick<Sentence, 'tags' | 'unlabelled'> {
  const unlabelled = labels.flatMap((label, index) => (label === undefined ? [index] : []));
  if (unlabelled.length === labels.length) return {};
  return { tags: labels.map((label) => label ?? '_'), ...(unlabelled.length > 0 && { unlabelled }) };
}
