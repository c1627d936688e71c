import type { Ops } from '@tagger/models/internal';
import type { Optimizer, OptimizerState, Rates } from './optimizer';

export interface Update<T> {
  /** By name, as are the states. */
  readonly parameters: Readonly<Record<string, T>>;
  readonly states: Readonly<Record<string, OptimizerState<T>>>;
  /** Norm of all gradients together, before clipping. */
  readonly gradientNorm: T;
}

/**
 * One step of an optimiser, with the gradients of all parameters scaled down together where their norm is above `clipNorm`
 * (Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, 2013).
 *
 * @param names of the parameters that learn
 */
export function updateParameters<T>(
  ops: Ops<T>,
  optimizer: Optimizer,
  names: readonly string[],
  parameters: Readonly<Record<string, T>>,
  gradients: Readonly<Record<string, T>>,
  states: Readonly<Record<string, OptimizerState<T>>>,
  rates: Rates<T>,
  clipNorm: number,
): Update<T> {
  const squares = names.map((name) => ops.sum(ops.multiply(gradients[name]!, gradients[name]!)));
  const gradientNorm = ops.sqrt(squares.reduce((sum, square) => ops.add(sum, square)));
  const clipped = ops.maximum(gradientNorm, ops.constant(clipNorm));
  const scale = ops.divide(ops.constant(clipNorm), clipped);
  const updates = names.map((name) => ({
    name,
    ...optimizer.update(ops, parameters[name]!, gradients[name]!, scale, states[name] ?? {}, rates),
  }));
  return {
    parameters: Object.fromEntries(updates.map(({ name, parameter }) => [name, parameter])),
    states: Object.fromEntries(updates.map(({ name, state }) => [name, state])),
    gradientNorm,
  };
}
