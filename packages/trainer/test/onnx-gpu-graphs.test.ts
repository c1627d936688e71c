import { createRandom, listPlainWords } from '@tagger/core/internal';
import { loadRuntime, type NetworkConfiguration, type Runtime } from '@tagger/models';
import {
  type Batch,
  createBatch,
  createNetwork,
  type DeviceTensor,
  GraphBuilder,
  OnnxOps,
} from '@tagger/models/internal';
import type { RuntimeSession } from '@tagger/models/runtime';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BatchPreparer } from '../src/batches/prepare-batch';
import { OnnxEngine } from '../src/engines/onnx-engine';
import { chooseSteps } from '../src/engines/session-cache';
import { buildPredictionGraph, buildStepGraph } from '../src/engines/training-graph';
import { createOptimizer } from '../src/optimizers/create-optimizer';
import { initializeParameters } from '../src/training/initialize';

const configuration = {
  cell: 'lstm',
  cellOutput: 'tanh',
  hiddenSize: 4,
  embeddingSize: 3,
  vocabularySize: 9,
  tagCount: 3,
} as const;
const network = createNetwork(configuration);

const rates = { learningRate: 0.1, decay: 0 };
const preparer = new BatchPreparer(network, listPlainWords(9));

function createLengths(...lengths: number[]): Batch {
  const random = createRandom(1, 'lengths', ...lengths);
  const sentences = lengths.map((length) => ({
    places: Int32Array.from({ length }, () => random.integer(9)),
    tags: Int32Array.from({ length }, () => random.integer(3)),
  }));
  return createBatch(sentences, [...sentences.keys()]);
}

const batchOf = (...lengths: number[]) => preparer.prepare(createLengths(...lengths));

const start = async (runtime: Runtime, kind: 'cpu' | 'webgpu') =>
  new OnnxEngine(runtime, {
    device: 'cpu',
    threads: 1,
    graphs: { for: kind, table: kind === 'cpu' ? 'rows' : 'whole' },
  }).createSession({
    network,
    parameters: initializeParameters(network, 1),
    optimizer: createOptimizer('sgd'),
    clipNorm: 5,
  });

it('fills a batch up to one of a few numbers of steps, and leaves very long ones as they are', () => {
  expect([1, 4, 5, 9, 25, 128].map(chooseSteps)).toEqual([4, 4, 6, 12, 32, 128]);
  expect(chooseSteps(129)).toBeUndefined();
});

it.each([
  ['as long as a graph', batchOf(4, 2)],
  ['filled up', batchOf(5, 1, 3)],
  ['longer than any unrolled graph', batchOf(130, 2)],
])('has the loss, the scores and the parameters of the graphs for a CPU: a batch %s', async (_, batch) => {
  const runtime = await loadRuntime();
  const [gpu, cpu] = [await start(runtime, 'webgpu'), await start(runtime, 'cpu')];
  for (let step = 0; step < 3; step++) {
    const [actual, expected] = [await gpu.step([batch], rates), await cpu.step([batch], rates)];
    expect(actual.loss).toBeCloseTo(expected.loss, 3);
  }
  const [{ scores }, expected] = [await gpu.predict(batch), await cpu.predict(batch)];
  expect(scores.length).toBe(expected.scores.length);
  scores.forEach((score, index) => {
    expect(score).toBeCloseTo(expected.scores[index]!, 4);
  });
  const [actual, wanted] = [await gpu.readParameters(), await cpu.readParameters()];
  for (const [name, values] of Object.entries(actual))
    values.forEach((value, index) => {
      expect(value).toBeCloseTo(wanted[name as keyof typeof wanted]![index]!, 4);
    });
  await gpu.release();
  await cpu.release();
});

it('makes one session for each number of steps, and frees all of them and every tensor', async () => {
  const counts = { sessions: 0, tensors: 0, created: 0 };
  const runtime = countHeld(await loadRuntime(), counts);
  const session = await start(runtime, 'webgpu');
  const before = counts.created;
  for (const length of [3, 4, 7, 8, 2]) await session.step([batchOf(length)], rates);
  // For 4 steps and for 8.
  expect(counts.created - before).toBe(2);
  await session.step(preparer.prepareTogether([createLengths(3), createLengths(8)]), rates);
  await session.predict(batchOf(3));
  // Of all that was kept, the parameters alone.
  expect(counts.tensors).toBe(6);
  await session.release();
  expect(counts).toMatchObject({ sessions: 0, tensors: 0 });
});

describe('graphs for CUDA', () => {
  afterEach(() => vi.restoreAllMocks());

  const write = (more: Partial<NetworkConfiguration>, steps: number) => {
    const own = createNetwork({ ...configuration, ...more });
    const batch = new BatchPreparer(own, listPlainWords(9)).prepare(createLengths(4, 2));
    const form = { for: 'cuda', table: 'rows', steps } as const;
    buildStepGraph({ network: own, optimizer: createOptimizer('sgd'), clipNorm: 5 }, form, batch);
    buildPredictionGraph(own, form, batch.inputs);
  };

  it('have no operator that needs cuDNN', () => {
    const spies = [vi.spyOn(GraphBuilder.prototype, 'node'), vi.spyOn(GraphBuilder.prototype, 'nodes')];
    write({ output: 'crf' }, 4);
    const operators = new Set(spies.flatMap(({ mock }) => mock.calls.map(([operator]) => operator)));
    expect(operators).toContain('TopK');
    const ofCudnn = /^(Reduce(?!Sum)\w+|Arg\w+|\w*Conv\w*|\w*Pool|\w+Normalization|RNN|GRU|LSTM)$/;
    expect([...operators].filter((operator) => ofCudnn.test(operator))).toEqual([]);
  });

  it.each(['lstm', 'gru'] as const)(
    'cut nothing into parts of several sizes in the loop of the %s',
    (cell) => {
      const split = vi.spyOn(OnnxOps.prototype, 'split');
      const countUneven = (steps: number) => {
        split.mockClear();
        write({ cell }, steps);
        return split.mock.calls.filter(([, sizes]) => new Set(sizes).size > 1).length;
      };
      expect(countUneven(8)).toBe(countUneven(4));
      expect(split).toHaveBeenCalled();
    },
  );
});

/** Counts what is held of a runtime. */
function countHeld(
  runtime: Runtime,
  counts: { sessions: number; tensors: number; created: number },
): Runtime {
  const countTensor = (tensor: DeviceTensor): DeviceTensor => {
    counts.tensors++;
    const release = tensor.release.bind(tensor);
    tensor.release = () => {
      counts.tensors--;
      release();
    };
    return tensor;
  };
  return {
    name: runtime.name,
    keepsOn: (device) => runtime.keepsOn(device),
    async createSession(model, options): Promise<RuntimeSession> {
      const session = await runtime.createSession(model, options);
      counts.sessions++;
      counts.created++;
      return {
        run: (inputs) => session.run(inputs),
        async runKeeping(inputs) {
          const result = await session.runKeeping(inputs);
          for (const tensor of Object.values(result.kept)) countTensor(tensor);
          return result;
        },
        async release() {
          counts.sessions--;
          await session.release();
        },
      };
    },
  };
}
