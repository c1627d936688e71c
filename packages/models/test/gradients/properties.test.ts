import { describe, expect, it } from 'vitest';
import { listTrained } from '../../src/network/network';
import { Float64Ops, type Float64Tensor, float64Tensor } from '../../src/ops/float64-ops';
import { crossEntropy } from '../../src/outputs/cross-entropy';
import { cells, type NetworkCase, toEnvironment } from '../network-cases';
import { computeExactly, createGradientCase, toGradientCase, toTensors } from './gradient-case';

const ops = new Float64Ops();

function expectSame(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < expected.length; index++)
    expect(actual[index]).toBeCloseTo(expected[index]!, 12);
}

/** Float64, and what went through a sigmoid or tanh. */
function createRecordingOps() {
  const recording = new Float64Ops();
  const [gates, squashed]: [number[], number[]] = [[], []];
  const record = (compute: (a: Float64Tensor) => Float64Tensor, values: number[]) => (a: Float64Tensor) => {
    const result = compute(a);
    values.push(...result.data);
    return result;
  };
  recording.sigmoid = record(recording.sigmoid, gates);
  recording.tanh = record(recording.tanh, squashed);
  return { recording, gates, squashed };
}

describe.each(cells)('the gradients of the $cell with output $cellOutput', (cell) => {
  const gradientCase = createGradientCase(cell);
  const { network } = gradientCase;
  const gradients = computeExactly(gradientCase);

  it('are tried where no gate is saturated, and words occur several times', () => {
    const { recording, gates, squashed } = createRecordingOps();
    network.network.forward(recording, toEnvironment(toTensors(gradientCase)));
    const slopes =
      gates.length > 0 ? gates.map((gate) => 4 * gate * (1 - gate)) : squashed.map((value) => 1 - value ** 2);
    // Of at most 1, where the function is steepest.
    expect(slopes.length).toBeGreaterThan(0);
    expect(Math.min(...slopes)).toBeGreaterThan(0.05);
    const words = Array.from(network.places.data).filter((_, step) => network.weight.data[step]! > 0);
    expect(new Set(words).size).toBeLessThan(words.length - 1);
  });

  it('give nothing to a word that is padding, or that does not occur', () => {
    const { embeddingSize } = network.configuration;
    const lastTwo = gradients.embedding!.data.slice(-2 * embeddingSize);
    expect(lastTwo).toEqual(new Float64Array(2 * embeddingSize));
  });

  it('do not depend on what stands in the padding', () => {
    const data = Array.from(network.places.data, (word, step) =>
      network.weight.data[step] === 0 ? 0 : word,
    );
    const other: NetworkCase = { ...network, places: { ...network.places, data } };
    const result = computeExactly(toGradientCase(other));
    for (const name of ['loss', ...listTrained(network.network)])
      expectSame(result[name]!.data, gradients[name]!.data);
  });

  it('1.2 ∂L/∂U of one step is δz xᵀ', () => {
    const step = createGradientCase(cell, { oneStep: true });
    const { inputWeight, z } = computeExactly(step);
    const x = Array.from(step.inputs.x!.data);
    expectSame(
      inputWeight!.data,
      [...z!.data].flatMap((dZ) => x.map((value) => dZ * value)),
    );
  });
});

describe('1.3 softmax with cross-entropy', () => {
  const K = 3;
  const tags = float64Tensor([2, 2], [0, 2, 1, 0]);
  const weight = float64Tensor([2, 2, 1], [0.5, 0.5, 0.5, 0]);
  const logits = float64Tensor([2, 2, K], [0.5, -1, 2, 0, 0.1, -0.2, 3, 1, 1, 7, 8, 9]);
  const { loss, dLogits } = crossEntropy(ops, logits, tags, weight, K);
  /** For each step: o, its gold tag and its weight. */
  const steps = Array.from(tags.data, (tag, step) => {
    const exponentials = [...logits.data.slice(K * step, K * (step + 1))].map(Math.exp);
    const sum = exponentials.reduce((total, value) => total + value);
    return { probabilities: exponentials.map((value) => value / sum), tag, weight: weight.data[step] };
  });

  it('L = Σ weight · −log o_y', () => {
    const terms = steps.map(({ probabilities, tag, weight }) => -weight! * Math.log(probabilities[tag]!));
    expectSame(loss.data, [terms.reduce((sum, term) => sum + term)]);
  });

  it('δõ = weight · (o − y)', () => {
    const expected = steps.map(({ probabilities, tag, weight }) =>
      probabilities.map((probability, k) => weight! * (probability - (k === tag ? 1 : 0))),
    );
    expectSame(dLogits.data, expected.flat());
  });
});
