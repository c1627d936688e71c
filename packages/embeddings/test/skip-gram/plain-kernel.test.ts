import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import type { Matrices } from '../../src/skip-gram/matrices';
import { trainWindows } from '../../src/skip-gram/plain-kernel';
import { computeWindowLoss } from '../../src/skip-gram/window-loss';
import type { Window } from '../../src/skip-gram/window-plan';
import { createTestMatrices, createTestPlan } from './test-plan';

/** Largest difference of the kernel's step, over the learning rate, from central differences of the loss. */
function compareWithFiniteDifferences(window: Window, matrices: Matrices): number {
  const trained = { ...matrices, inputs: matrices.inputs.slice(), outputs: matrices.outputs.slice() };
  trainWindows(createTestPlan([window]), 1, window.outputs.length - 1, trained);
  const step = 1e-5;
  let largest = 0;
  for (const name of ['inputs', 'outputs'] as const) {
    const parameters = matrices[name];
    for (let index = 0; index < parameters.length; index += 1) {
      if (index % matrices.stride >= matrices.dimension) continue;
      const value = parameters[index]!;
      parameters[index] = value + step;
      const above = computeWindowLoss(window, matrices);
      parameters[index] = value - step;
      const below = computeWindowLoss(window, matrices);
      parameters[index] = value;
      const descent = (trained[name][index]! - value) / window.learningRate;
      largest = Math.max(largest, Math.abs(descent + (above - below) / (2 * step)));
    }
  }
  return largest;
}

describe('a step of skip-gram', () => {
  // A rate of 1/4 is exact in float32, in which a plan holds it.
  const windows: Record<string, Window> = {
    'of one context word and one negative': makeWindow([3], [0, 2]),
    'of many': makeWindow([4, 1, 7, 0, 5], [2, 6, 3, 1, 5, 0]),
    'with a word that is context and negative': makeWindow([1, 2], [0, 1, 2]),
    'with context words and negatives that occur twice': makeWindow([1, 1, 3], [4, 2, 2, 1]),
  };
  for (const [name, window] of Object.entries(windows)) {
    it(`${name} is the negative gradient of the loss`, () => {
      const matrices = createTestMatrices({ rows: 8, dimension: 6, random: createRandom(7, name) });
      expect(compareWithFiniteDifferences(window, matrices)).toBeLessThan(1e-8);
    });
  }

  it('has the loss of equation 4', () => {
    const matrices: Matrices = {
      inputs: Float64Array.of(0.5, -1),
      outputs: Float64Array.of(2, 1, -1, 3),
      dimension: 2,
      stride: 2,
    };
    const loss = -Math.log(1 / (1 + Math.exp(-0))) - Math.log(1 / (1 + Math.exp(-3.5)));
    expect(computeWindowLoss(makeWindow([0], [0, 1]), matrices)).toBeCloseTo(loss, 12);
  });
});

function makeWindow(inputs: number[], outputs: number[]): Window {
  return { learningRate: 0.25, inputs: Int32Array.from(inputs), outputs: Int32Array.from(outputs) };
}
