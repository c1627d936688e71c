import type { FloatArray, Matrices } from './matrices';
import type { Window } from './window-plan';

/**
 * The loss of skip-gram with negative sampling over a window (Mikolov et al., Distributed representations of words and
 * phrases and their compositionality, 2013, equation 4), in nats, with the same negatives for all its words:
 *
 *   L = - Σ_i [ log σ(x_i · y_0) + Σ_{j>0} log σ(-x_i · y_j) ]
 *
 * x_i: input rows, the words around the centre; y_0: output row of the centre; y_j: output rows of the negatives.
 */
export function computeWindowLoss({ inputs: xs, outputs: ys }: Window, matrices: Matrices): number {
  const { inputs, outputs, dimension, stride } = matrices;
  let loss = 0;
  for (const x of xs) {
    for (const [j, y] of ys.entries()) {
      const score = dot(inputs, x * stride, outputs, y * stride, dimension);
      loss += softplus(j === 0 ? -score : score);
    }
  }
  return loss;
}

export function dot(a: FloatArray, aStart: number, b: FloatArray, bStart: number, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index += 1) sum += a[aStart + index]! * b[bStart + index]!;
  return sum;
}

/** log(1 + eˢ) = -log σ(-s), without overflow. */
function softplus(s: number): number {
  return Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
}
