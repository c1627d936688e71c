import type { Ops } from '../ops/ops';

/*
 * Axes:  T time   B batch   K tags   S = K + 1: the tags, and behind them the boundary of a sentence
 *
 * A conditional random field over the tags of a sentence (Lafferty, McCallum and Pereira, Conditional Random Fields, 2001):
 *   p(y) = exp(Σ_t õ_t(y_t) + Σ_t A(y_{t−1}, y_t)) / Z,  with the boundary before the first step and behind the last.
 * A number added to all tags of a step changes nothing, so log-probabilities stand for õ. Sums over paths are kept as shares of
 * their total (Rabiner, A Tutorial on Hidden Markov Models, 1989, V-A), which needs no logarithm within the loops.
 */

/** The sentences of a batch. */
export interface CrfInput<T> {
  /** [T, B, 1] 1 for a step, 0 for padding. */
  readonly mask: T;
  /** [B, S] 1 at the boundary, 0 at each tag. */
  readonly boundary: T;
  /** K */
  readonly tagCount: number;
}

export interface CrfTarget<T> {
  /** [T, B, K] The weight of each tag that the step may have: 1 for the gold tag alone, for all where it is not known, or those of an open step. */
  readonly allowed: T;
  /** What a sentence counts in the loss: a scalar. */
  readonly weight: T;
}

/** A tag's probability at a step counts as no less, so that no total is 0. */
export const smallestProbability = 1e-20;

/** The score of a path that is none. */
const impossible = -1e9;

/**
 * L = Σ over the sentences of weight · −log p(allowed paths), p being their total over that of all paths.
 *
 * @param logits õ [T, B, K]
 * @param transitions A [S, S], from the row's tag to the column's
 */
export function crfLoss<T>(
  ops: Ops<T>,
  logits_TBK: T,
  transitions_SS: T,
  input: CrfInput<T>,
  { allowed: allowed_TBK, weight }: CrfTarget<T>,
) {
  const weights_TBK = stepWeights(ops, logits_TBK);
  const all = sumPaths(ops, weights_TBK, transitions_SS, input);
  const gold = sumPaths(ops, ops.multiply(weights_TBK, allowed_TBK), transitions_SS, input);
  const difference = (a: T, b: T) => ops.multiply(ops.subtract(a, b), weight);
  return {
    loss: difference(all.logTotal, gold.logTotal),
    // δõ_t = weight · (p(y_t) − p(y_t | allowed)), and ∂L/∂A likewise, of neighbouring tags
    dLogits: difference(all.marginals, gold.marginals),
    dTransitions: difference(all.pairs, gold.pairs),
  };
}

/** p(y_t) of each step over all paths [T, B, K]. */
export function crfMarginals<T>(ops: Ops<T>, logits_TBK: T, transitions_SS: T, input: CrfInput<T>): T {
  return sumPaths(ops, stepWeights(ops, logits_TBK), transitions_SS, input).marginals;
}

/**
 * The score of the best path through each tag of each step [T, B, K]: the tags that have the highest ones are the best path
 * (Viterbi, Error Bounds for Convolutional Codes, 1967; forward and backward, so that no path has to be traced back).
 */
export function crfBestPaths<T>(
  ops: Ops<T>,
  logits_TBK: T,
  transitions_SS: T,
  { mask: mask_TB1, boundary: boundary_BS, tagCount }: CrfInput<T>,
): T {
  const none_TB1 = ops.multiply(mask_TB1, ops.constant(0));
  const scores_TBS = ops.concat([ops.logSoftmax(logits_TBK), ops.add(none_TB1, ops.constant(impossible))]);
  const transposed_SS = ops.transpose(transitions_SS);
  // max_i (scores(i) + A(i, j)) for each j, A given with j first
  const best = (scores_BS: T, weights_SS: T) =>
    ops.mergeAxes(ops.maxLast(ops.add(ops.splitAxis(scores_BS, 1), weights_SS)));
  const outside_BS = ops.multiply(ops.subtract(ops.constant(1), boundary_BS), ops.constant(impossible));

  const forward = ops.scan(
    ({ best_BS }, { scores_BS, mask_B1 }) => {
      const reached_BS = choose(ops, mask_B1, ops.add(best(best_BS, transposed_SS), scores_BS), best_BS);
      return { state: { best_BS: reached_BS }, outputs: { best: reached_BS } };
    },
    { best_BS: outside_BS },
    { scores_BS: scores_TBS, mask_B1: mask_TB1 },
  );
  const backward = ops.scan(
    ({ best_BS }, { scores_BS, mask_B1 }) => {
      const before_BS = best(ops.add(best_BS, scores_BS), transitions_SS);
      return { state: { best_BS: choose(ops, mask_B1, before_BS, best_BS) }, outputs: { best: best_BS } };
    },
    { best_BS: best(outside_BS, transitions_SS) },
    { scores_BS: scores_TBS, mask_B1: mask_TB1 },
    { reverse: true },
  );
  return ops.split(ops.add(forward.outputs.best, backward.outputs.best), [tagCount, 1])[0]!;
}

/** e^õ of each step but for a factor: the softmax. */
function stepWeights<T>(ops: Ops<T>, logits_TBK: T): T {
  return ops.maximum(ops.exp(ops.logSoftmax(logits_TBK)), ops.constant(smallestProbability));
}

/** Sums over the paths through a lattice, forward and backward. */
function sumPaths<T>(
  ops: Ops<T>,
  weights_TBK: T,
  transitions_SS: T,
  { mask: mask_TB1, boundary: boundary_BS, tagCount }: CrfInput<T>,
) {
  const padding_TB1 = ops.subtract(ops.constant(1), mask_TB1);
  const none_TB1 = ops.multiply(mask_TB1, ops.constant(0));
  const weights_TBS = ops.concat([weights_TBK, none_TB1]);
  const factors_SS = ops.exp(transitions_SS);
  const transposed_SS = ops.transpose(factors_SS);

  // (1) a_t ∝ weight_t ⊙ Σ_i a_{t−1}(i) e^{A(i, ·)}, and c_t what makes its sum 1
  const forward = ops.scan(
    ({ share_BS }, { weights_BS, mask_B1, padding_B1 }) => {
      const reached_BS = ops.multiply(ops.matmul(share_BS, factors_SS), weights_BS);
      const total_B1 = ops.add(ops.multiply(ops.sumLast(reached_BS), mask_B1), padding_B1);
      const next_BS = choose(ops, mask_B1, ops.divide(reached_BS, total_B1), share_BS);
      return { state: { share_BS: next_BS }, outputs: { share: next_BS, total: total_B1 } };
    },
    { share_BS: boundary_BS },
    { weights_BS: weights_TBS, mask_B1: mask_TB1, padding_B1: padding_TB1 },
  );
  // (2) the boundary behind the last step;  log of the total = Σ_t log c_t + log of what reaches the boundary
  const toEnd_BS = ops.matmul(boundary_BS, transposed_SS);
  const end_B1 = ops.sumLast(ops.multiply(forward.final.share_BS, toEnd_BS));
  const logTotal = ops.add(ops.sum(ops.log(forward.outputs.total)), ops.sum(ops.log(end_B1)));

  // (3) b_{t−1} ∝ Σ_j e^{A(·, j)} weight_t(j) b_t(j)
  const backward = ops.scan(
    ({ rest_BS }, { weights_BS, mask_B1, padding_B1 }) => {
      const before_BS = ops.matmul(ops.multiply(weights_BS, rest_BS), transposed_SS);
      const total_B1 = ops.add(ops.multiply(ops.sumLast(before_BS), mask_B1), padding_B1);
      const next_BS = choose(ops, mask_B1, ops.divide(before_BS, total_B1), rest_BS);
      return { state: { rest_BS: next_BS }, outputs: { rest: rest_BS } };
    },
    { rest_BS: toEnd_BS },
    { weights_BS: weights_TBS, mask_B1: mask_TB1, padding_B1: padding_TB1 },
    { reverse: true },
  );

  // (4) p(y_{t−1} = i, y_t = j) ∝ a_{t−1}(i) e^{A(i, j)} weight_t(j) b_t(j)
  const before_TBS = ops.delay(forward.outputs.share, boundary_BS);
  const reached_TBS = ops.matmul(before_TBS, factors_SS);
  const onward_TBS = ops.multiply(weights_TBS, backward.outputs.rest);
  const total_TB1 = ops.add(ops.sumLast(ops.multiply(reached_TBS, onward_TBS)), padding_TB1);
  const share_TBS = ops.multiply(ops.divide(onward_TBS, total_TB1), mask_TB1);
  const pairs_SS = ops.add(
    ops.matmulRows(before_TBS, share_TBS),
    ops.matmulRows(forward.final.share_BS, ops.divide(boundary_BS, end_B1)),
  );
  return {
    logTotal,
    marginals: ops.split(ops.multiply(reached_TBS, share_TBS), [tagCount, 1])[0]!,
    pairs: ops.multiply(pairs_SS, factors_SS),
  };
}

/** `a` where the mask is 1, `b` where it is 0. */
function choose<T>(ops: Ops<T>, mask_B1: T, a: T, b: T): T {
  return ops.add(ops.multiply(mask_B1, a), ops.multiply(ops.subtract(ops.constant(1), mask_B1), b));
}
