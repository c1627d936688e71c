/** Where the values of all labels of a word are: one every `stride` from `start` on. */
export interface LabelValues {
  readonly start: number;
  readonly stride: number;
  readonly count: number;
}

/**
 * Whether there may be another label with a share of the best one's weight, which is 1.
 *
 * @param sum of the weights of all labels, but for errors of rounding
 */
export function hasNext(sum: number, share: number): boolean {
  return sum >= 1 + 0.9 * share;
}

/**
 * The label with the largest weight but for those that were tried, the first one of equals.
 *
 * @param weights in proportion to the probabilities
 * @param share of the best label's weight that it has, at least
 * @param tried the best label, and further ones
 * @returns −1 if there is none
 */
export function findNext(
  weights: Float32Array,
  { start, stride, count }: LabelValues,
  share: number,
  tried: readonly [best: number, ...others: number[]],
): number {
  let next = -1;
  let most = share * weights[start + tried[0] * stride]!;
  for (let label = 0, at = start; label < count; label++, at += stride) {
    const weight = weights[at]!;
    if (weight < most || (next >= 0 && weight === most) || tried.includes(label)) continue;
    next = label;
    most = weight;
  }
  return next;
}
