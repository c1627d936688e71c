import { type Random, requireWholeNumber } from '@tagger/core/internal';

export interface BatchOptions {
  /** Sentences in a batch, at most. */
  readonly size: number;
  /**
   * Steps in a batch with its padding, at most: sentences times the longest of them; by default 8192. A
   * sentence that is longer by itself is a batch alone.
   */
  readonly maximumTokens?: number | undefined;
  /** Draws another plan each time; without it the plan is always the same, short sentences first. */
  readonly random?: Random | undefined;
}

/**
 * Groups sentences of like length, so that little padding is needed: the indexes of each batch, every
 * sentence exactly once. With `random`, sentences of one length and the batches come in a random order.
 *
 * @throws SettingsError if an option is out of its range.
 */
export function planBatches(
  lengths: ArrayLike<number>,
  { size, maximumTokens = 8192, random }: BatchOptions,
): number[][] {
  requireWholeNumber('size', size);
  requireWholeNumber('maximumTokens', maximumTokens);
  const keys = Array.from(lengths, (length) => length + (random?.uniform() ?? 0));
  const order = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]!);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of order) {
    // Lengths only rise, so this sentence is the longest of its batch.
    if (batch.length === size || (batch.length + 1) * lengths[index]! > maximumTokens) batch = [];
    if (batch.length === 0) batches.push(batch);
    batch.push(index);
  }
  random?.shuffle(batches);
  return batches;
}
