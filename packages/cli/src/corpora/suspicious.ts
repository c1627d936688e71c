import type { CorpusFinding } from '@tagger/core';

/** What is suspicious about tags, and usual about lemmas: they are words, of which each text has new ones. */
const usualOfLemmas: ReadonlySet<CorpusFinding['kind']> = new Set([
  'tags-like-words',
  'similar-tags',
  'placeholder',
  'foreign-tags',
]);

/** The findings that say something of a corpus. @param column of its tags */
export function keepSuspicious(findings: readonly CorpusFinding[], column: string): CorpusFinding[] {
  return findings.filter(({ kind }) => column !== 'lemma' || !usualOfLemmas.has(kind));
}
