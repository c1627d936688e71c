import type { Ops } from '@tagger/models/internal';
import type { Learned, Optimizer, Rates } from './optimizer';

const [meanDecay, varianceDecay, epsilon] = [0.9, 0.999, 1e-8];

/**
 * Adam: m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  θ ← θ − η m / (√v + ε), η corrected for the zeros that m and v begin with
 * (Kingma and Ba, Adam, 2015, section 2). The decay is of the parameter itself and not of the gradient (Loshchilov and Hutter,
 * Decoupled Weight Decay Regularization, 2019). Rows of a table that a batch does not use keep their m and v.
 */
export class Adam implements Optimizer {
  readonly name = 'adam';
  readonly stateNames = ['mean', 'variance'];

  correction(step: number): number {
    return Math.sqrt(1 - varianceDecay ** step) / (1 - meanDecay ** step);
  }

  update<T>(
    ops: Ops<T>,
    { parameter, gradient, state: { mean, variance } }: Learned<T>,
    scale: T,
    { learningRate, decay }: Rates<T>,
  ) {
    const clipped = ops.multiply(gradient, scale);
    const blend = (old: T, value: T, share: number) =>
      ops.add(ops.multiply(old, ops.constant(share)), ops.multiply(value, ops.constant(1 - share)));
    const newMean = blend(mean!, clipped, meanDecay);
    const newVariance = blend(variance!, ops.multiply(clipped, clipped), varianceDecay);
    const direction = ops.divide(newMean, ops.add(ops.sqrt(newVariance), ops.constant(epsilon)));
    const kept = ops.multiply(parameter, ops.subtract(ops.constant(1), decay));
    return {
      parameter: ops.subtract(kept, ops.multiply(direction, learningRate)),
      state: { mean: newMean, variance: newVariance },
    };
  }
}
