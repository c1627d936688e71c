import type { Matrices } from './matrices';
import { dot } from './window-loss';
import { readWindows, type Window, type WindowPlan } from './window-plan';

/** Trains on the windows in turn: the reference that `assembly/skip-gram.ts` is held to. */
export function trainWindows(plan: WindowPlan, windows: number, negatives: number, matrices: Matrices): void {
  for (const window of readWindows(plan, windows, negatives)) trainWindow(window, matrices);
}

/**
 * One step of stochastic gradient descent on the loss L of a window (see `computeWindowLoss`):
 *
 *   -∂L/∂s_ij = label_j - σ(s_ij),  s_ij = x_i · y_j,  label_0 = 1, the others 0
 *   x_i += rate · Σ_j (label_j - σ(s_ij)) y_j
 *   y_j += rate · Σ_i (label_j - σ(s_ij)) x_i      from the old x
 */
function trainWindow({ learningRate, inputs: xs, outputs: ys }: Window, matrices: Matrices): void {
  const { inputs, outputs, dimension, stride } = matrices;
  const xChanges = new Float64Array(xs.length * dimension);
  const yChanges = new Float64Array(ys.length * dimension);
  for (const [i, x] of xs.entries()) {
    for (const [j, y] of ys.entries()) {
      const score = dot(inputs, x * stride, outputs, y * stride, dimension);
      const step = learningRate * ((j === 0 ? 1 : 0) - 1 / (1 + Math.exp(-score)));
      for (let column = 0; column < dimension; column += 1) {
        xChanges[i * dimension + column]! += step * outputs[y * stride + column]!;
        yChanges[j * dimension + column]! += step * inputs[x * stride + column]!;
      }
    }
  }
  // A row may occur twice in a window: it then takes both changes.
  for (const [i, x] of xs.entries()) {
    for (let column = 0; column < dimension; column += 1) {
      inputs[x * stride + column]! += xChanges[i * dimension + column]!;
    }
  }
  for (const [j, y] of ys.entries()) {
    for (let column = 0; column < dimension; column += 1) {
      outputs[y * stride + column]! += yChanges[j * dimension + column]!;
    }
  }
}
