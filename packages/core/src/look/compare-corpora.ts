import { type CorpusFinding, countOf, listTexts } from './corpus-finding';
import { type NamedCorpus, textsOf } from './named-corpus';

/**
 * Share of the sentences of a dev corpus from which on it is no corpus of its own, and the fewest sentences that tell it: a
 * handful of short ones may well be in both.
 */
const same = { share: 0.9, sentences: 20 };

/** What is suspicious about a dev corpus beside its training corpus. */
export function compareCorpora(train: NamedCorpus, dev: NamedCorpus): CorpusFinding[] {
  return [findForeignTags(train, dev), findSameSentences(train, dev)].filter((found) => found !== undefined);
}

/** What is suspicious about corpora that are read together, each beside those before it. */
export function compareParts(parts: readonly NamedCorpus[]): CorpusFinding[] {
  return parts.flatMap((part, index) => {
    const before = parts.slice(0, index);
    return [findTwin(before, part), findOtherTags(before, part)].filter((found) => found !== undefined);
  });
}

/** `WOOF (3 tokens), MEOW (1 token)` */
export function listTagCounts(counts: ReadonlyMap<string, number>, limit = 5): string {
  const shown = [...counts].slice(0, limit).map(([tag, tokens]) => `${tag} (${countOf(tokens, 'token')})`);
  const rest = counts.size - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${countOf(rest, 'other')}` : ''}`;
}

/** One that is there several times is told of once. */
function findTwin(before: readonly NamedCorpus[], part: NamedCorpus): CorpusFinding | undefined {
  if (before.filter(({ name }) => name === part.name).length > 1) return undefined;
  const twin = before.find(
    (other) => other.sentences.length === part.sentences.length && countShared(other, part).isEqual,
  );
  if (!twin) return undefined;
  return {
    kind: 'same-sentences',
    problem: `${twin.name} has the same sentences`,
    location: { file: part.name },
    hint: 'they count twice',
  };
}

/** A part that has no tag in common with those before it. */
function findOtherTags(before: readonly NamedCorpus[], part: NamedCorpus): CorpusFinding | undefined {
  const own = listTags([part]);
  const known = listTags(before);
  if (before.length === 0 || own.size === 0 || [...own].some((tag) => known.has(tag))) return undefined;
  return {
    kind: 'other-tags',
    problem: `the corpora before it have none of its tags: ${listTexts([...own])}`,
    location: { file: part.name },
    hint: 'is --column right for all of them?',
  };
}

function listTags(corpora: readonly NamedCorpus[]): Set<string> {
  const found = new Set<string>();
  for (const { sentences } of corpora) for (const tag of sentences.countTags().keys()) found.add(tag);
  return found;
}

function findForeignTags(train: NamedCorpus, dev: NamedCorpus): CorpusFinding | undefined {
  const known = listTags([train]);
  const { sentences } = dev;
  const counts = new Map([...sentences.countTags()].filter(([tag]) => !known.has(tag)));
  if (counts.size === 0) return undefined;
  const isForeign = sentences.tags.map((tag) => counts.has(tag));
  const first = sentences.lengths.findIndex((_, index) =>
    sentences.tagIdsOf(index).some((id) => isForeign[id]),
  );
  return {
    kind: 'foreign-tags',
    problem: `tags that the training corpus lacks count as wrong: ${listTagCounts(counts)}`,
    location: { file: dev.name, line: sentences.lineOf(first) },
  };
}

function findSameSentences(train: NamedCorpus, dev: NamedCorpus): CorpusFinding | undefined {
  const { isEqual, count } = countShared(train, dev);
  const isMostly = dev.sentences.length >= same.sentences && count >= same.share * dev.sentences.length;
  if (!isEqual && !isMostly) return undefined;
  return {
    kind: 'same-sentences',
    problem: isEqual
      ? 'the training corpus has the same sentences'
      : `the training corpus has ${count} of the ${countOf(dev.sentences.length, 'sentence')}, too`,
    location: { file: dev.name },
    hint: 'its scores say nothing about new text',
  };
}

/** How many sentences of the second corpus are in the first one, and whether both have the same ones. */
function countShared(first: NamedCorpus, second: NamedCorpus): { isEqual: boolean; count: number } {
  const wanted = new Set(textsOf(second));
  const found = new Set<string>();
  let others = 0;
  for (const text of textsOf(first)) {
    if (wanted.has(text)) found.add(text);
    else others++;
  }
  let count = 0;
  for (const text of textsOf(second)) if (found.has(text)) count++;
  return { isEqual: found.size === wanted.size && others === 0, count };
}
