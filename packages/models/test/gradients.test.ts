import { describe, expect, it } from 'vitest';
import { createCell } from '../src/cells/create-cell';
import { parameterNames } from '../src/network/configuration';
import { crossEntropy } from '../src/network/cross-entropy';
import { computeGradients, forward } from '../src/network/network';
import { Float64Ops, type Float64Tensor, float64Tensor } from '../src/ops/float64-ops';
import { checkGradients, type NamedTensors } from './gradient-check';
import { cells, createNetworkCase, type NetworkCase, toArguments, valuesOf } from './network-cases';
import { tensor, type Values } from './values';

const ops = new Float64Ops();
const sizes = { vocabularySize: 7, embeddingSize: 4, hiddenSize: 3, tagCount: 3 };
const { embeddingSize: D, tagCount: K } = sizes;
const range = [0.1, 0.7] as const;
/** Three sentences of words 0 to 4, so that some occur several times, in one sentence and in two. */
const options = { sizes, range, lengths: [5, 3, 1] };

const toTensor = ({ shape, data }: Values) => float64Tensor(shape, data);
const toTensors = (values: Readonly<Record<string, Values>>): NamedTensors =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toTensor(value)]));
const toAllTensors = (network: NetworkCase) => {
  const { differentiable, batch } = valuesOf(network);
  return toTensors({ ...differentiable, ...batch });
};

function computeAll(network: NetworkCase, tensors = toAllTensors(network)) {
  const { parameters, input, target } = toArguments(network, tensors);
  return computeGradients(ops, network.configuration, parameters, input, target);
}

function lossOf(network: NetworkCase, tensors: NamedTensors): number {
  const { parameters, input, target } = toArguments(network, tensors);
  const { logits } = forward(ops, network.configuration, parameters, input);
  return crossEntropy(ops, logits, target.tags, target.weight, K).loss.data[0]!;
}

/** Holds one gradient to central differences of the loss over every value of its tensor. */
function expectGradient(
  computeLoss: (moved: Float64Tensor) => number,
  at: Float64Tensor,
  gradient: Float64Tensor,
): void {
  const { value } = checkGradients((moved) => computeLoss(moved.value), { value: at }, { value: gradient });
  expect(value.error, JSON.stringify(value)).toBeLessThan(1e-6);
  // A test that compares zeros compares nothing.
  expect(Math.max(...gradient.data.map(Math.abs))).toBeGreaterThan(1e-3);
}

function expectSame(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < expected.length; index++)
    expect(actual[index]).toBeCloseTo(expected[index]!, 12);
}

describe.each(cells)('gradients of the $cell with output $cellOutput', (cell) => {
  const network = createNetworkCase(cell, options);
  const tensors = toAllTensors(network);
  const result = computeAll(network);
  const gradients: NamedTensors = { ...result.parameters, ...result.dInitial };

  it('are tried where no gate is saturated, and words occur several times', () => {
    const { hidden, saved } = result.tape;
    const slopes =
      cell.cell === 'lstm'
        ? saved.gates!.data.map((gate) => 4 * gate * (1 - gate))
        : hidden.data.map((value) => 1 - value ** 2);
    // Of at most 1, where the function is steepest.
    expect(Math.min(...slopes)).toBeGreaterThan(0.05);
    const words = Array.from(network.positions.data).filter((_, step) => network.weight.data[step]! > 0);
    expect(new Set(words).size).toBeLessThan(words.length - 2);
  });

  it.each(Object.keys(valuesOf(network).differentiable))('∂L/∂ %s', (name) => {
    expectGradient(
      (moved) => lossOf(network, { ...tensors, [name]: moved }),
      tensors[name]!,
      gradients[name]!,
    );
  });

  it('give nothing to a word that is padding, or that does not occur', () => {
    expect(result.parameters.embedding.data.slice(-2 * D)).toEqual(new Float64Array(2 * D));
  });

  it('do not depend on what stands in the padding', () => {
    const data = Array.from(network.positions.data, (word, step) =>
      network.weight.data[step] === 0 ? 0 : word,
    );
    const other = computeAll({ ...network, positions: { ...network.positions, data } });
    expectSame(other.loss.data, result.loss.data);
    for (const name of parameterNames) expectSame(other.parameters[name].data, result.parameters[name].data);
  });

  it('δz = ∂L/∂z of every step', () => {
    const { parameters, input, target } = toArguments(network, tensors);
    const { recurrentWeight, outputWeight, outputBias } = parameters;
    const recurrence = createCell(network.configuration);
    const run = (z: Float64Tensor) => {
      const tape = recurrence.forward(ops, z, recurrentWeight, input.initial);
      const logits = ops.linear(tape.hidden, outputWeight, outputBias);
      return { tape, ...crossEntropy(ops, logits, target.tags, target.weight, K) };
    };
    const z = ops.gather(result.tape.projectedRows, input.positions);
    const { tape, dLogits } = run(z);
    const { dProjected } = recurrence.backward(
      ops,
      recurrentWeight,
      input.initial,
      tape,
      ops.matmul(dLogits, outputWeight),
    );
    expectGradient((moved) => run(moved).loss.data[0]!, z, dProjected);
  });

  it('δx = ∂L/∂x of every step', () => {
    // Each step has a row of the embedding to itself: the gradient of that row is the step's δx.
    const steps = network.positions.data.length;
    const own = createNetworkCase(cell, { ...options, sizes: { ...sizes, vocabularySize: steps } });
    const positions = { ...own.positions, data: Array.from({ length: steps }, (_, step) => step) };
    const ownTensors = toAllTensors({ ...own, positions });
    const { embedding } = computeAll(own, ownTensors).parameters;
    expectGradient((x) => lossOf(own, { ...ownTensors, embedding: x }), ownTensors.embedding!, embedding);
  });

  it('∂L/∂U of one step is δz xᵀ', () => {
    const step = createNetworkCase(cell, { ...options, lengths: [1] });
    const stepTensors = toAllTensors(step);
    const { inputWeight, bias } = computeAll(step).parameters;
    const word = step.positions.data[0]!;
    const x = stepTensors.embedding!.data.slice(word * D, (word + 1) * D);
    // Of one step, ∂L/∂b is δz itself.
    expectSame(
      inputWeight.data,
      [...bias.data].flatMap((dZ) => [...x].map((value) => dZ * value)),
    );
    expectGradient(
      (U) => lossOf(step, { ...stepTensors, inputWeight: U }),
      stepTensors.inputWeight!,
      inputWeight,
    );
  });
});

describe('softmax with cross-entropy', () => {
  const { tags, weight } = createNetworkCase(cells[0]!, { ...options, lengths: [3, 1] });
  const logits = toTensor(
    tensor([3, 2, K], [0.5, -1, 2, 0, 0.1, -0.2, 3, 1, 1, 4, 5, 6, -1, -2, 0.5, 7, 8, 9]),
  );
  const run = (o: Float64Tensor) => crossEntropy(ops, o, toTensor(tags), toTensor(weight), K);
  /** For each step: o, its gold tag and its weight. */
  const steps = Array.from(tags.data, (tag, step) => {
    const exponentials = [...logits.data.slice(K * step, K * (step + 1))].map(Math.exp);
    const sum = exponentials.reduce((total, value) => total + value);
    return { probabilities: exponentials.map((value) => value / sum), tag, weight: weight.data[step]! };
  });

  it('L = Σ weight · −log o_y', () => {
    const terms = steps.map(({ probabilities, tag, weight }) => -weight * Math.log(probabilities[tag]!));
    expectSame(run(logits).loss.data, [terms.reduce((sum, term) => sum + term)]);
  });

  it('δõ = weight · (o − y)', () => {
    const { dLogits } = run(logits);
    const expected = steps.map(({ probabilities, tag, weight }) =>
      probabilities.map((probability, k) => weight * (probability - (k === tag ? 1 : 0))),
    );
    expectSame(dLogits.data, expected.flat());
    expectGradient((o) => run(o).loss.data[0]!, logits, dLogits);
  });
});
