import type { Float64Tensor } from '@tagger/models/internal';

/** One number of a parameter: where it stands, and what its gradient is by either way. */
export interface GradientPair {
  readonly index: number;
  /** By the backward pass. */
  readonly analytic: number;
  /** By differences of the loss. */
  readonly numeric: number;
}

export interface GradientComparison {
  /** The number with the largest error. */
  readonly worst: GradientPair;
  /** Its |numeric − analytic|, in units of the larger of both, or of what the differences can tell. */
  readonly error: number;
  /** The largest |gradient| of all that were compared: where it is 0, nothing was. */
  readonly largestGradient: number;
}

/** Near the best for float64: the truncation error, about step⁴, is then below the rounding error, 2⁻⁵² / step. */
const step = 1e-3;

/**
 * Compares a gradient with central differences of the loss,
 * ∂L/∂θ ≈ (8 (L(θ + s) − L(θ − s)) − (L(θ + 2s) − L(θ − 2s))) / 12 s, whose error falls with s⁴ (Abramowitz and Stegun,
 * Handbook of Mathematical Functions, 1964, 25.3.6).
 *
 * @param lossOf the loss with other values in the place of `at`
 * @param indexes which numbers of it
 */
export function compareGradient(
  lossOf: (moved: Float64Tensor) => number,
  at: Float64Tensor,
  gradient: Float64Tensor,
  indexes: readonly number[],
  onCompared: () => void = () => {},
): GradientComparison {
  const lossAt = (index: number, offset: number) => {
    const data = at.data.slice();
    data[index]! += offset;
    return lossOf({ shape: at.shape, data });
  };
  const pairs = indexes.map((index): GradientPair => {
    const difference = (offset: number) => lossAt(index, offset) - lossAt(index, -offset);
    const numeric = (8 * difference(step) - difference(2 * step)) / (12 * step);
    onCompared();
    return { index, analytic: gradient.data[index]!, numeric };
  });
  const largestNumeric = Math.max(...pairs.map(({ numeric }) => Math.abs(numeric)));
  // Rounding of the loss shows in the differences, at about 2⁻⁵² L / step: a smaller gradient is compared absolutely.
  const floor = Math.max(1e-3 * largestNumeric, 1e-5 * Math.max(1, Math.abs(lossOf(at))));
  const errors = pairs.map((pair) => relativeError(pair, floor));
  const error = Math.max(...errors);
  const largestGradient = Math.max(largestNumeric, ...pairs.map(({ analytic }) => Math.abs(analytic)));
  return { worst: pairs[errors.indexOf(error)]!, error, largestGradient };
}

function relativeError({ analytic, numeric }: GradientPair, floor: number): number {
  const error = Math.abs(numeric - analytic) / Math.max(Math.abs(numeric), Math.abs(analytic), floor);
  // What is no number is as wrong as can be.
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}
