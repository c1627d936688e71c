import { type NetworkParameters, type Ops, parameterNames } from '@tagger/models';

/**
 * One step of stochastic gradient descent: θ ← θ − η s ∂L/∂θ, with s = min(1, clipNorm / ‖∂L/∂θ‖) over all parameters
 * together (Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, 2013).
 *
 * @param learningRate η, a scalar
 */
export function descend<T>(
  ops: Ops<T>,
  parameters: NetworkParameters<T>,
  gradients: NetworkParameters<T>,
  learningRate: T,
  clipNorm: number,
): { readonly parameters: NetworkParameters<T>; readonly gradientNorm: T } {
  const squares = parameterNames.map((name) => ops.sum(ops.multiply(gradients[name], gradients[name])));
  const gradientNorm = ops.sqrt(squares.reduce((sum, square) => ops.add(sum, square)));
  const clipped = ops.maximum(gradientNorm, ops.constant(clipNorm));
  const rate = ops.multiply(learningRate, ops.divide(ops.constant(clipNorm), clipped));
  const updated = parameterNames.map((name) => [
    name,
    ops.subtract(parameters[name], ops.multiply(gradients[name], rate)),
  ]);
  return { parameters: Object.fromEntries(updated) as NetworkParameters<T>, gradientNorm };
}
