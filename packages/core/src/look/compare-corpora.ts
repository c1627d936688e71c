import { readLabels, type Sentence } from '../sentence';
import { type CorpusFinding, countOf } from './corpus-finding';

interface NamedCorpus {
  readonly name: string;
  readonly sentences: readonly Sentence[];
}

/**
 * Share of the sentences of a dev corpus from which on it is no corpus of its own, and the fewest sentences that tell it: a
 * handful of short ones may well be in both.
 */
const same = { share: 0.9, sentences: 20 };

/** What is suspicious about a dev corpus beside its training corpus. */
export function compareCorpora(train: NamedCorpus, dev: NamedCorpus): CorpusFinding[] {
  return [findForeignTags(train, dev), findSameSentences(train, dev)].filter((found) => found !== undefined);
}

/** `WOOF (3 tokens), MEOW (1 token)` */
export function listTagCounts(counts: ReadonlyMap<string, number>, limit = 5): string {
  const shown = [...counts].slice(0, limit).map(([tag, tokens]) => `${tag} (${countOf(tokens, 'token')})`);
  const rest = counts.size - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${countOf(rest, 'other')}` : ''}`;
}

function findForeignTags(train: NamedCorpus, dev: NamedCorpus): CorpusFinding | undefined {
  const known = new Set<string>();
  for (const { tags = [] } of train.sentences) for (const tag of tags) known.add(tag);
  const counts = new Map<string, number>();
  let line: number | undefined;
  for (const sentence of dev.sentences)
    for (const tag of readLabels(sentence) ?? []) {
      if (tag === undefined || known.has(tag)) continue;
      line ??= sentence.line;
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
  if (counts.size === 0) return undefined;
  return {
    kind: 'foreign-tags',
    problem: `tags that the training corpus lacks count as wrong: ${listTagCounts(counts)}`,
    location: { file: dev.name, line },
  };
}

function findSameSentences(train: NamedCorpus, dev: NamedCorpus): CorpusFinding | undefined {
  const keyOf = ({ words }: Sentence) => words.join('\n');
  const wanted = new Set(dev.sentences.map(keyOf));
  const found = new Set(train.sentences.map(keyOf).filter((key) => wanted.has(key)));
  const count = dev.sentences.filter((sentence) => found.has(keyOf(sentence))).length;
  const isEqual =
    found.size === wanted.size && train.sentences.every((sentence) => wanted.has(keyOf(sentence)));
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
