import type { Ops } from '../ops/ops';
import { smallestProbability } from './crf';

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

/**
 * The same where several tags of a step may be right: L = Σ weight · −log Σ_k a_k o_k.
 *
 * @param logits õ [T, B, K]
 * @param allowed a: 0 for a tag that the step cannot have, up to 1 for others; one of them at least is above 0 [T, B, K]
 * @param weight of each step's loss [T, B, 1]
 */
export function partialCrossEntropy<T>(ops: Ops<T>, logits_TBK: T, allowed_TBK: T, weight_TB1: T) {
  const logO_TBK = ops.logSoftmax(logits_TBK);
  const logA_TBK = ops.log(ops.maximum(allowed_TBK, ops.constant(smallestProbability)));
  // q_k = a_k o_k / Σ_j a_j o_j
  const logQ_TBK = ops.logSoftmax(ops.add(logits_TBK, logA_TBK));
  const weightedQ_TBK = ops.multiply(ops.exp(logQ_TBK), weight_TB1);
  // −log Σ_j a_j o_j = log q_k − log o_k − log a_k for each k, and so their mean by q
  const terms_TBK = ops.subtract(logQ_TBK, ops.add(logO_TBK, logA_TBK));
  const loss = ops.sum(ops.multiply(weightedQ_TBK, terms_TBK));
  // δõ = weight · (o − q)
  const dLogits_TBK = ops.subtract(ops.multiply(ops.exp(logO_TBK), weight_TB1), weightedQ_TBK);
  return { loss, dLogits: dLogits_TBK };
}
