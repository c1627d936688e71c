import { listPlainWords } from '@tagger/core/internal';
import { createBatch, createNetwork } from '@tagger/models/internal';
import { describe, expect, it } from 'vitest';
import { BatchPreparer } from '../src/batches/prepare-batch';
import { loadTfjsBackend, requireCuda } from '../src/engines/tfjs/load-tfjs';
import { TfjsEngine } from '../src/engines/tfjs/tfjs-engine';
import { createOptimizer } from '../src/optimizers/create-optimizer';
import { describeEngine } from '../src/testing/describe-engine';
import { initializeParameters } from '../src/training/initialize';

describe.each(['wasm', 'cpu'] as const)('TfjsEngine on %s', (backend) => {
  describeEngine(async () => new TfjsEngine(await loadTfjsBackend(backend)), { isBrief: backend === 'cpu' });

  it('leaves no tensors behind', async () => {
    const { tf, ...rest } = await loadTfjsBackend(backend);
    const network = createNetwork({
      cell: 'lstm',
      cellOutput: 'tanh',
      hiddenSize: 4,
      embeddingSize: 3,
      vocabularySize: 5,
      tagCount: 2,
    });
    const parameters = initializeParameters(network, 1);
    const before = tf.memory().numTensors;
    const session = await new TfjsEngine({ tf, ...rest }).createSession({
      network,
      parameters,
      optimizer: createOptimizer('adam'),
      clipNorm: 5,
    });
    const sentence = { places: Int32Array.of(1, 2, 1), tags: Int32Array.of(0, 1, 0) };
    const batch = new BatchPreparer(network, listPlainWords(5)).prepare(createBatch([sentence], [0]));
    const counts: number[] = [];
    for (let step = 0; step < 3; step++) {
      await session.step([batch], { learningRate: 0.1, decay: 0 });
      await session.predict(batch);
      counts.push(tf.memory().numTensors);
    }
    expect(new Set(counts).size).toBe(1);
    await session.release();
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('does not take the CPU for CUDA', () => {
  requireCuda({ isUsingGpuDevice: true });
  expect(() => requireCuda({ isUsingGpuDevice: false })).toThrow(/no card with CUDA/);
});
