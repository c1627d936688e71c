import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import type { Engine, EngineSize } from '../../src/skip-gram/engine';
import { createPlainEngine } from '../../src/skip-gram/plain-engine';
import { trainWindows } from '../../src/skip-gram/plain-kernel';
import { createWasmEngine } from '../../src/skip-gram/wasm-engine';
import type { Window } from '../../src/skip-gram/window-plan';
import { createWorkerEngine } from '../../src/skip-gram/worker-engine';
import { createTestMatrices, createTestPlan } from './test-plan';

const rows = 40;

async function trainWith(engine: Engine, windows: readonly Window[], size: EngineSize) {
  const { inputs, outputs } = createTestMatrices({
    rows,
    dimension: size.dimension,
    random: createRandom(3),
  });
  engine.matrices.inputs.set(inputs);
  engine.matrices.outputs.set(outputs);
  const plan = await engine.acquire();
  plan.integers.set(createTestPlan(windows, rows).integers);
  engine.train(plan, windows.length);
  await engine.close();
  return engine.matrices;
}

/** Windows of 1 to 2 · window context words, in which words occur twice now and then. */
function drawWindows(size: EngineSize): Window[] {
  const random = createRandom(5, size.negatives, size.dimension);
  const drawRows = (length: number) => Int32Array.from({ length }, () => random.integer(rows));
  return Array.from({ length: 50 }, (_, index) => ({
    learningRate: 0.05,
    inputs: drawRows(1 + (index % (2 * size.window))),
    outputs: drawRows(1 + size.negatives),
  }));
}

function largestDifference(first: ArrayLike<number>, second: ArrayLike<number>): number {
  return Array.from(first).reduce(
    (most, value, index) => Math.max(most, Math.abs(value - second[index]!)),
    0,
  );
}

const engines: Record<string, (size: EngineSize) => Engine> = {
  plain: createPlainEngine,
  wasm: createWasmEngine,
  'one worker': (size) => createWorkerEngine(size, 1),
};

describe.each(Object.entries(engines))('the engine %s', (_, create) => {
  const sizes = [
    { dimension: 200, window: 5, negatives: 5 },
    { dimension: 1, window: 1, negatives: 1 },
    { dimension: 7, window: 3, negatives: 6 },
    { dimension: 30, window: 8, negatives: 15 },
  ];
  it.each(sizes)('trains as float64 does: %o', async (shape) => {
    const size = { ...shape, rows, batchLength: 100 };
    const windows = drawWindows(size);
    const expected = createTestMatrices({ rows, dimension: size.dimension, random: createRandom(3) });
    trainWindows(createTestPlan(windows, rows), windows.length, size.negatives, expected);
    const { inputs, outputs } = await trainWith(create(size), windows, size);
    expect(largestDifference(inputs, expected.inputs)).toBeLessThan(2e-5);
    expect(largestDifference(outputs, expected.outputs)).toBeLessThan(2e-5);
  });
});

describe('the engines', () => {
  it('hold out against scores that overflow', async () => {
    const size = { dimension: 4, window: 1, negatives: 1, rows: 2, batchLength: 10 };
    for (const create of [createPlainEngine, createWasmEngine]) {
      const engine = create(size);
      engine.matrices.inputs.fill(1000);
      engine.matrices.outputs.fill(1000, 0, 4).fill(-1000, 4, 8);
      const plan = await engine.acquire();
      const window = { learningRate: 1, inputs: Int32Array.of(0), outputs: Int32Array.of(1, 0) };
      plan.integers.set(createTestPlan([window], 2).integers);
      engine.train(plan, 1);
      expect([...engine.matrices.inputs]).toEqual([-1000, -1000, -1000, -1000, 1000, 1000, 1000, 1000]);
      expect([...engine.matrices.outputs]).toEqual(
        [0, 0, 0, 0, 0, 0, 0, 0, 1000, 1000, 1000, 1000].map((v, i) =>
          i < 8 ? v : engine.matrices.outputs[i],
        ),
      );
    }
  });

  it('refuse matrices that do not fit', () => {
    const size = { dimension: 1000, window: 5, negatives: 5, rows: 1_000_000, batchLength: 100 };
    expect(() => createWasmEngine(size)).toThrow(
      'the vectors need 7.5 GiB to train, of at most 4 (take a smaller dimension or a higher minimum count)',
    );
  });
});
