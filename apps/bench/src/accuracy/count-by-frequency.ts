import type { Sentence } from '@tagger/core';

/** The test tokens whose word occurs so often in the training set. */
export interface FrequencyCount {
  /** `0`, `1`, `2-4`, … */
  readonly label: string;
  readonly tokens: number;
  readonly correct: number;
}

const limits = [
  { label: '0', most: 0 },
  { label: '1', most: 1 },
  { label: '2-4', most: 4 },
  { label: '5-19', most: 19 },
  { label: '20-99', most: 99 },
  { label: '100-999', most: 999 },
  { label: '1000+', most: Number.POSITIVE_INFINITY },
];

/** How many tokens are right, by how often their word occurs in the training set. */
export function countByFrequency(
  training: readonly Sentence[],
  test: readonly Sentence[],
  predicted: readonly (readonly string[])[],
): FrequencyCount[] {
  const frequencies = new Map<string, number>();
  for (const { words } of training)
    for (const word of words) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  const counts = limits.map(({ label }) => ({ label, tokens: 0, correct: 0 }));
  for (const [index, { words, tags = [] }] of test.entries())
    for (const [position, word] of words.entries()) {
      const frequency = frequencies.get(word) ?? 0;
      const count = counts[limits.findIndex(({ most }) => frequency <= most)]!;
      count.tokens++;
      if (tags[position] === predicted[index]![position]) count.correct++;
    }
  return counts;
}
