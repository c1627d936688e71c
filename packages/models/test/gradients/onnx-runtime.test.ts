import { describe, expect, it } from 'vitest';
import type { Ops } from '../../src/ops/ops';
import type { Computation } from '../../src/testing/ops/ops-runner';
import { relativeDifference } from '../../src/testing/values';
import { cells, createNetworkCase, type NetworkCaseOptions } from '../network-cases';
import { createOnnxRunner, runtimes } from '../runners';
import {
  computeAll,
  computeExactly,
  createGradientCase,
  type GradientCase,
  toGradientCase,
} from './gradient-case';
import { quantitiesOf, valuesOfQuantity } from './quantities';

const tolerance = 1e-4;

/** The loss and all gradients in float32, as ONNX Runtime computes them. */
function compute(threads: number, { network, inputs, positions }: GradientCase) {
  const computation: Computation = <T>(ops: Ops<T>, tensors: Readonly<Record<string, T>>) =>
    computeAll(ops, network, tensors);
  const runner = createOnnxRunner(runtimes.node, { device: 'cpu', threads });
  return runner.run(computation, inputs, positions);
}

describe.each(cells)('ONNX Runtime, float32, against float64: $cell with output $cellOutput', (cell) => {
  const [sentences, step] = [false, true].map((oneStep) => {
    const gradientCase = createGradientCase(cell, { oneStep });
    return { actual: compute(1, gradientCase), expected: computeExactly(gradientCase) };
  });

  for (const quantity of quantitiesOf(cell.cell)) {
    it(quantity.name, async () => {
      const { actual, expected } = quantity.oneStep ? step! : sentences!;
      const [single, double] = [await actual, expected].map((gradients) =>
        valuesOfQuantity(quantity, gradients[quantity.tensor]!),
      );
      expect(single!.shape).toEqual(double!.shape);
      expect(relativeDifference(single!.data, double!.data)).toBeLessThan(tolerance);
    });
  }
});

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

describe.each([1, 2])('ONNX Runtime on threads: %d, batches of other shapes', (threads) => {
  describe.each(cells)('$cell with output $cellOutput', (cell) => {
    it.each(shapes)('%s', async (_, options) => {
      const gradientCase = toGradientCase(createNetworkCase(cell, options));
      const expected = computeExactly(gradientCase);
      const actual = await compute(threads, gradientCase);
      expect(Object.keys(actual)).toEqual(Object.keys(expected));
      for (const [name, { shape, data }] of Object.entries(expected)) {
        expect(actual[name]!.shape, name).toEqual(shape);
        expect(relativeDifference(actual[name]!.data, data), name).toBeLessThan(tolerance);
      }
    });
  });
});
