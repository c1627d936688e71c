import { Adam } from './adam';
import type { Optimizer, OptimizerName } from './optimizer';
import { Sgd } from './sgd';

export function createOptimizer(name: OptimizerName): Optimizer {
  return name === 'sgd' ? new Sgd() : new Adam();
}
