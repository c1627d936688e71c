/** Words of a batch, at most, unless a sentence has more. */
export const batchWords = 4096;

/** Sentences of like length together. */
export function planSorted(lengths: readonly number[]): number[][] {
  const order = [...lengths.keys()].sort((a, b) => lengths[b]! - lengths[a]!);
  const batches: number[][] = [];
  let words = Number.POSITIVE_INFINITY;
  for (const index of order) {
    words += lengths[index]!;
    if (words > batchWords) {
      batches.push([]);
      words = lengths[index]!;
    }
    batches.at(-1)!.push(index);
  }
  return batches;
}
