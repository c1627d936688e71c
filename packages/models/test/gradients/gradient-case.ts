import { createCell } from '../../src/cells/create-cell';
import type { NetworkConfiguration } from '../../src/network/configuration';
import { crossEntropy } from '../../src/network/cross-entropy';
import { computeGradients, forward } from '../../src/network/network';
import { Float64Ops, type Float64Tensor, float64Tensor } from '../../src/ops/float64-ops';
import type { Ops } from '../../src/ops/ops';
import { createNetworkCase, type NetworkCase, toArguments, valuesOf } from '../network-cases';
import type { Values } from '../values';

const ops = new Float64Ops();
const sizes = { vocabularySize: 7, embeddingSize: 4, hiddenSize: 3, tagCount: 3 };

/** A network, a batch, and all their numbers by name. */
export interface GradientCase {
  readonly network: NetworkCase;
  /** Real numbers: parameters, initial states, the weight of each step, and `x`: x_t of each step [T·B, D]. */
  readonly inputs: Readonly<Record<string, Values>>;
  /** Whole numbers: `positions`, `tags`, and `steps`: the row of each step in `x` [T, B]. */
  readonly positions: Readonly<Record<string, Values>>;
}

/**
 * Three sentences of different lengths, of words that occur several times, in one sentence and in two; or one sentence of
 * one word. Initial states are not zero.
 */
export function createGradientCase(
  cell: Pick<NetworkConfiguration, 'cell' | 'cellOutput'>,
  { oneStep = false } = {},
): GradientCase {
  return toGradientCase(
    createNetworkCase(cell, { sizes, lengths: oneStep ? [1] : [4, 2, 1], range: [0.1, 0.7] }),
  );
}

export function toGradientCase(network: NetworkCase): GradientCase {
  const { differentiable, batch } = valuesOf(network);
  const { weight, ...positions } = batch;
  const { embeddingSize: D } = network.configuration;
  const words = Array.from(positions.positions.data);
  const rows = words.map((word) => Array.from(differentiable.embedding.data).slice(word * D, (word + 1) * D));
  return {
    network,
    inputs: { ...differentiable, weight, x: { shape: [words.length, D], data: rows.flat() } },
    positions: { ...positions, steps: { shape: positions.positions.shape, data: [...words.keys()] } },
  };
}

/** All numbers of a case in float64, and what its forward pass makes of them: `z` (U x + b, to be exact) and `logits`. */
export function toTensors({ network, inputs, positions }: GradientCase): Record<string, Float64Tensor> {
  const entries = Object.entries({ ...inputs, ...positions });
  const tensors = Object.fromEntries(
    entries.map(([name, { shape, data }]) => [name, float64Tensor(shape, data)]),
  );
  const { parameters, input } = toArguments(network, tensors);
  const { projectedWords, logits } = forward(ops, network.configuration, parameters, input);
  return { ...tensors, z: ops.gather(projectedWords[0], input.positions), logits };
}

/** The loss and all gradients in float64. */
export function computeExactly(gradientCase: GradientCase): Record<string, Float64Tensor> {
  return computeAll(ops, gradientCase.network, toTensors(gradientCase));
}

/** The loss and ∂L/∂ of everything there is, by the code that trains; named as what the loss is differentiated by. */
export function computeAll<T>(ops: Ops<T>, network: NetworkCase, tensors: Readonly<Record<string, T>>) {
  const { configuration } = network;
  const { parameters, input, target } = toArguments(network, tensors);
  const result = computeGradients(ops, configuration, parameters, input, target);
  const { recurrentWeight, outputWeight } = parameters;
  const { dLogits } = crossEntropy(
    ops,
    result.tape.logits,
    target.tags,
    target.weight,
    configuration.tagCount,
  );
  const dHidden = ops.matmul(dLogits, outputWeight);
  const { dProjected } = createCell(configuration).backward(
    ops,
    recurrentWeight,
    input.initial,
    result.tape.layers[0][0],
    dHidden,
  );
  // Where each step has a row of the embedding to itself, the gradient of that row is the step's δx.
  const { embedding: dX } = computeGradients(
    ops,
    configuration,
    { ...parameters, embedding: tensors.x },
    { ...input, positions: tensors.steps },
    target,
  ).parameters;
  return {
    loss: result.loss,
    ...result.parameters,
    ...result.dInitial,
    logits: dLogits,
    z: dProjected,
    x: dX,
  };
}
