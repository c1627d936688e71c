import type { Ops } from '../ops/ops';
import type { NetworkConfiguration, NetworkParameters } from './configuration';
import { type CrfInput, crfBestPaths, crfLoss, crfMarginals, smallestProbability } from './crf';
import { crossEntropy } from './cross-entropy';
import type { NetworkInput, NetworkTarget } from './network-input';

/*
 * Axes:  T time   B batch   K tags
 */

/** The loss, ∂L/∂õ, and the gradients of the parameters that only the loss has. */
export function computeLoss<T>(
  ops: Ops<T>,
  { tagCount, output }: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  input: NetworkInput<T>,
  logits_TBK: T,
  { tags, weight, sentenceWeight }: NetworkTarget<T>,
): { readonly loss: T; readonly dLogits: T; readonly own: Readonly<Record<string, T>> } {
  if (output !== 'crf') return { ...crossEntropy(ops, logits_TBK, tags, weight, tagCount), own: {} };
  // Where the tag is not known, any may stand.
  const known_TB1 = ops.divide(weight, sentenceWeight!);
  const unknown_TB1 = ops.subtract(ops.constant(1), known_TB1);
  const allowed_TBK = ops.add(ops.multiply(ops.oneHot(tags, tagCount), known_TB1), unknown_TB1);
  const { dTransitions, ...result } = crfLoss(
    ops,
    logits_TBK,
    parameters.transitions!,
    input.crf!,
    { allowed: allowed_TBK, weight: sentenceWeight! },
    tagCount,
  );
  return { ...result, own: { transitions: dTransitions } };
}

/** What a tagger reads off the logits, [T, B, K] each. */
export interface Decoded<T> {
  /** log p of each tag at each step. */
  readonly logProbabilities: T;
  /** The tag of a step is that with the highest score: that of the best path, or the most probable one. */
  readonly scores: T;
}

export function decode<T>(
  ops: Ops<T>,
  { tagCount, output }: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  crf: CrfInput<T> | undefined,
  logits_TBK: T,
): Decoded<T> {
  if (output !== 'crf') {
    const logProbabilities = ops.logSoftmax(logits_TBK);
    return { logProbabilities, scores: logProbabilities };
  }
  const transitions = parameters.transitions!;
  const marginals = crfMarginals(ops, logits_TBK, transitions, crf!, tagCount);
  return {
    logProbabilities: ops.log(ops.maximum(marginals, ops.constant(smallestProbability))),
    scores: crfBestPaths(ops, logits_TBK, transitions, crf!, tagCount),
  };
}
