import type { Batch } from '@tagger/core';

/**
 * What each step counts in the loss [T, B]: 1/B for a token whose tag is known, 0 for the rest, so that the loss is the mean
 * over sentences of the sum over steps.
 */
export function lossWeights(batch: Batch): Float32Array {
  return Float32Array.from(batch.tags, (tag) => (tag < 0 ? 0 : 1 / batch.size));
}
