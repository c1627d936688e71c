import type { Batch } from '@tagger/models/internal';

/** The scores of one sentence [T, K] of those of a batch [T, B, K]. @param b its place in the batch */
export function takeSentence(values: Float32Array, batch: Batch, b: number, tagCount: number): Float32Array {
  const length = batch.lengths[b]!;
  const own = new Float32Array(length * tagCount);
  for (let t = 0; t < length; t++) {
    const start = (t * batch.size + b) * tagCount;
    own.set(values.subarray(start, start + tagCount), t * tagCount);
  }
  return own;
}

/** The tag with the highest score of each step [T, K]. */
export function bestTags(scores: Float32Array, tagCount: number): number[] {
  return Array.from({ length: scores.length / tagCount }, (_, t) => {
    const start = t * tagCount;
    let best = 0;
    for (let tag = 1; tag < tagCount; tag++) if (scores[start + tag]! > scores[start + best]!) best = tag;
    return best;
  });
}
