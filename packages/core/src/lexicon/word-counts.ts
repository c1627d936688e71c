/** Distinct words of a corpus, in order of appearance, with the number of tokens of each. */
export type WordCounts = ReadonlyMap<string, number>;

/** Counts the words of a corpus, each as it is written. */
export function countWords(sentences: Iterable<{ readonly words: readonly string[] }>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of sentences) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The counts of what words have in common, such as their normal form: the sum over the words of which `read` gives the same. */
export function mergeCounts(counts: WordCounts, read: (word: string) => string): Map<string, number> {
  const merged = new Map<string, number>();
  for (const [word, count] of counts) {
    const value = read(word);
    merged.set(value, (merged.get(value) ?? 0) + count);
  }
  return merged;
}
