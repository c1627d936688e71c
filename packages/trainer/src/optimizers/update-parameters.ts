import { type Named, type Ops, take } from '@tagger/models/internal';
import type { Optimizer, OptimizerState, Rates } from './optimizer';

export interface Update<T> {
  /** By name, as are the states. */
  readonly parameters: Named<T>;
  readonly states: Named<OptimizerState<T>>;
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
  { optimizer, clipNorm }: { readonly optimizer: Optimizer; readonly clipNorm: number },
  names: readonly string[],
  { parameters, gradients, states }: Omit<Update<T>, 'gradientNorm'> & { readonly gradients: Named<T> },
  rates: Rates<T>,
): Update<T> {
  const squares = names.map((name) => ops.sum(ops.multiply(take(gradients, name), take(gradients, name))));
  const gradientNorm = ops.sqrt(squares.reduce((sum, square) => ops.add(sum, square)));
  const clipped = ops.maximum(gradientNorm, ops.constant(clipNorm));
  const scale = ops.divide(ops.constant(clipNorm), clipped);
  const updates = names.map((name) => ({
    name,
    ...optimizer.update(
      ops,
      { parameter: take(parameters, name), gradient: take(gradients, name), state: states[name] ?? {} },
      scale,
      rates,
    ),
  }));
  return {
    parameters: Object.fromEntries(updates.map(({ name, parameter }) => [name, parameter])),
    states: Object.fromEntries(updates.map(({ name, state }) => [name, state])),
    gradientNorm,
  };
}
