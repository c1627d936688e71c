import { describe, expect, it } from 'vitest';
import { computeGradients } from '../src/network/network';
import type { Ops } from '../src/ops/ops';
import {
  cells,
  createNetworkCase,
  type NetworkCase,
  type NetworkCaseOptions,
  toArguments,
  valuesOf,
} from './network-cases';
import type { Computation } from './ops/ops-runner';
import { createOnnxRunner, float64Runner, runtimes } from './runners';
import { relativeDifference } from './values';

const small: NetworkCaseOptions = {
  sizes: { vocabularySize: 7, embeddingSize: 4, hiddenSize: 3, tagCount: 3 },
  lengths: [5, 3, 1],
  range: [0.1, 0.7],
};
/** Large enough for a runtime to divide the work among threads. */
const large: NetworkCaseOptions = {
  sizes: { vocabularySize: 60, embeddingSize: 40, hiddenSize: 48, tagCount: 17 },
  lengths: [12, 12, 11, 9, 9, 7, 4, 2],
  range: [0.01, 0.2],
};

const shapes: [string, NetworkCaseOptions][] = [
  ['three sentences', small],
  ['one sentence of one word', { ...small, lengths: [1] }],
  ['one sentence', { ...small, lengths: [4] }],
  ['sentences of one word', { ...small, lengths: [1, 1, 1] }],
  ['one word again and again', { ...small, lengths: [6, 6, 2], usedWords: 1 }],
  ['many sentences', large],
];

/** Loss and all gradients, as one computation. */
function describeStep(network: NetworkCase) {
  const compute: Computation = <T>(ops: Ops<T>, tensors: Readonly<Record<string, T>>) => {
    const { parameters, input, target } = toArguments(network, tensors);
    const result = computeGradients(ops, network.configuration, parameters, input, target);
    return { loss: result.loss, ...result.parameters, ...result.dInitial };
  };
  const { differentiable, batch } = valuesOf(network);
  const { weight, ...positions } = batch;
  return { compute, inputs: { ...differentiable, weight }, positions };
}

describe.each([1, 2])('a training step on onnxruntime-node, threads: %d', (threads) => {
  const runner = createOnnxRunner(runtimes.node, { device: 'cpu', threads });

  describe.each(cells)('$cell with output $cellOutput', (cell) => {
    it.each(shapes)('has the loss and the gradients of float64: %s', async (_, options) => {
      const { compute, inputs, positions } = describeStep(createNetworkCase(cell, options));
      const expected = await float64Runner.run(compute, inputs, positions);
      const actual = await runner.run(compute, inputs, positions);
      expect(Object.keys(actual)).toEqual(Object.keys(expected));
      for (const [name, { shape, data }] of Object.entries(expected)) {
        expect(actual[name]!.shape, name).toEqual(shape);
        expect(relativeDifference(actual[name]!.data, data), name).toBeLessThan(1e-4);
      }
    });
  });
});
