import type { Random } from '@tagger/core/internal';
import { findStride, type Matrices } from '../../src/skip-gram/matrices';
import {
  countOutputRows,
  createWindowPlan,
  type Window,
  type WindowPlan,
} from '../../src/skip-gram/window-plan';

/** For tests: random matrices in double precision. */
export function createTestMatrices(size: { rows: number; dimension: number; random: Random }): Matrices {
  const { rows, dimension, random } = size;
  const stride = findStride(dimension);
  const draw = (_: unknown, index: number) => (index % stride < dimension ? random.uniform(-1, 1) : 0);
  return {
    inputs: Float64Array.from({ length: rows * stride }, draw),
    outputs: Float64Array.from({ length: (rows + 1) * stride }, draw).fill(0, rows * stride),
    dimension,
    stride,
  };
}

/** For tests: the windows as a plan. */
export function createTestPlan(windows: readonly Window[], zeroRow = 0): WindowPlan {
  const length = windows.reduce(
    (sum, { inputs, outputs }) => sum + 2 + inputs.length + countOutputRows(outputs.length - 1),
    0,
  );
  const plan = createWindowPlan(new ArrayBuffer(4 * length), 0, length);
  let at = 0;
  for (const { learningRate, inputs, outputs } of windows) {
    plan.floats[at] = learningRate;
    plan.integers[at + 1] = inputs.length;
    plan.integers.set(inputs, at + 2);
    plan.integers.set(outputs, at + 2 + inputs.length);
    const end = at + 2 + inputs.length + countOutputRows(outputs.length - 1);
    plan.integers.fill(zeroRow, at + 2 + inputs.length + outputs.length, end);
    at = end;
  }
  return plan;
}
