import type { Ops } from '../ops/ops';

/*
 * Axes:  T time   B batch   K tags
 */

/**
 * Softmax with cross-entropy: L = Σ weight · −log o_y, o = softmax(õ).
 *
 * @param logits õ [T, B, K]
 * @param tags y, the tag's position [T, B]
 * @param weight of each step's loss [T, B, 1]: 0 for padding, 1/B for the mean over sentences of the sum over steps
 */
export function crossEntropy<T>(ops: Ops<T>, logits_TBK: T, tags_TB: T, weight_TB1: T, tagCount: number) {
  const logProbabilities_TBK = ops.logSoftmax(logits_TBK);
  const weightedTargets_TBK = ops.multiply(ops.oneHot(tags_TB, tagCount), weight_TB1);
  const loss = ops.multiply(
    ops.sum(ops.multiply(logProbabilities_TBK, weightedTargets_TBK)),
    ops.constant(-1),
  );
  // δõ = weight · (o − y)
  const dLogits_TBK = ops.subtract(
    ops.multiply(ops.exp(logProbabilities_TBK), weight_TB1),
    weightedTargets_TBK,
  );
  return { loss, dLogits: dLogits_TBK };
}
