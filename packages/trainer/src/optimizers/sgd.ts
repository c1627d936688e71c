import type { Ops } from '@tagger/models/internal';
import type { Learned, Optimizer, Rates } from './optimizer';

/** Plain stochastic gradient descent: θ ← θ − η g, with decay θ ← θ − η g − λ θ. */
export class Sgd implements Optimizer {
  readonly name = 'sgd';
  readonly stateNames = [];

  correction(): number {
    return 1;
  }

  update<T>(
    ops: Ops<T>,
    { parameter, gradient, state }: Learned<T>,
    scale: T,
    { learningRate, decay }: Rates<T>,
  ) {
    const step = ops.multiply(gradient, ops.multiply(learningRate, scale));
    const kept = ops.multiply(parameter, ops.subtract(ops.constant(1), decay));
    return { parameter: ops.subtract(kept, step), state };
  }
}
