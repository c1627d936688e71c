import type { Batch } from '@tagger/core';

/**
 * What each step counts in the loss [T, B]: 1 / sentences for a token whose tag is known, 0 for the rest, so that the loss is
 * the mean over sentences of the sum over steps.
 *
 * @param sentences over which the mean is: more than the batch has where it is a part of a larger one
 */
export function lossWeights(batch: Batch, sentences = batch.size): Float32Array {
  return Float32Array.from(batch.tags, (tag) => (tag < 0 ? 0 : 1 / sentences));
}
