import type { Engine, EngineSize } from './engine';
import { findStride, type Matrices } from './matrices';
import { trainWindows } from './plain-kernel';
import { createWindowPlan, measurePlan } from './window-plan';

/** Trains in plain TypeScript, on one thread. */
export function createPlainEngine({ rows, dimension, negatives, window, batchLength }: EngineSize): Engine {
  const stride = findStride(dimension);
  const matrices: Matrices = {
    inputs: new Float32Array(rows * stride),
    outputs: new Float32Array((rows + 1) * stride),
    dimension,
    stride,
  };
  const planLength = measurePlan(batchLength, window, negatives);
  const plan = createWindowPlan(new ArrayBuffer(4 * planLength), 0, planLength);
  return {
    matrices,
    acquire: async () => plan,
    train: (filled, windows) => trainWindows(filled, windows, negatives, matrices),
    close: async () => {},
  };
}
