import { take } from '../../src/layers/layer';
import type { NetworkConfiguration } from '../../src/network/configuration';
import { Float64Ops, type Float64Tensor, float64Tensor } from '../../src/ops/float64-ops';
import type { Ops } from '../../src/ops/ops';
import type { Values } from '../../src/testing/values';
import { createNetworkCase, listPlaces, type NetworkCase, toEnvironment, valuesOf } from '../network-cases';

const ops = new Float64Ops();
const sizes = { vocabularySize: 7, embeddingSize: 4, hiddenSize: 3, tagCount: 3 };

/** A network, a batch, and all their numbers by name. */
export interface GradientCase {
  readonly network: NetworkCase;
  /** Real numbers: parameters, initial states, the weight of each step, and `x`: x_t of each step [T·B, D]. */
  readonly inputs: Readonly<Record<string, Values>>;
  /** Whole numbers: `places`, `words.embedding`, `tags`; and `steps`, the row of each step in `x` [T, B], with all rows `rows`. */
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
  const words = Array.from(positions.places.data);
  const rows = words.map((word) =>
    Array.from(differentiable.embedding!.data).slice(word * D, (word + 1) * D),
  );
  return {
    network,
    inputs: { ...differentiable, weight, x: { shape: [words.length, D], data: rows.flat() } },
    positions: {
      ...positions,
      steps: { shape: positions.places.shape, data: [...words.keys()] },
      rows: listPlaces(words.length),
    },
  };
}

/** All numbers of a case in float64, and what its forward pass makes of them: `z` (U x + b, to be exact) and `logits`. */
export function toTensors({ network, inputs, positions }: GradientCase): Record<string, Float64Tensor> {
  const entries = Object.entries({ ...inputs, ...positions });
  const tensors = Object.fromEntries(
    entries.map(([name, { shape, data }]) => [name, float64Tensor(shape, data)]),
  );
  const environment = toEnvironment(tensors);
  const { encoder, layers } = network.network;
  const [recurrence] = layers[0]!.recurrences;
  const rows = recurrence!.project(ops, environment, encoder.forward(ops, environment).output).output;
  const [logits] = network.network.forward(ops, environment).logits;
  return { ...tensors, z: ops.gather(rows, tensors.places!), logits: logits! };
}

/** The loss and all gradients in float64. */
export function computeExactly(gradientCase: GradientCase): Record<string, Float64Tensor> {
  return computeAll(ops, gradientCase.network, toTensors(gradientCase));
}

/** The loss and ∂L/∂ of everything there is, by the code that trains; named as what the loss is differentiated by. */
export function computeAll<T>(ops: Ops<T>, { network }: NetworkCase, tensors: Readonly<Record<string, T>>) {
  const environment = toEnvironment(tensors);
  const { loss, gradients } = network.computeGradients(ops, environment);
  const { encoder, outputs } = network;
  const [layer] = network.layers;
  const [recurrence] = layer!.recurrences;
  const rows = recurrence!.project(ops, environment, encoder.forward(ops, environment).output).output;
  const run = layer!.run(ops, environment, [ops.gather(rows, take(tensors, 'places'))]);
  const logits = outputs[0]!.forward(ops, environment, run.output);
  const { dLogits } = outputs[0]!.loss(ops, environment, logits.output);
  const { dProjected } = run.backward(logits.backward(dLogits).dInput);
  // Where each step has a row of the embedding to itself, the gradient of that row is the step's δx.
  const ownRows = {
    ...tensors,
    embedding: tensors.x,
    'words.embedding': tensors.rows,
    places: tensors.steps,
  };
  const { embedding: dX } = network.computeGradients(ops, toEnvironment(ownRows)).gradients;
  return { loss, ...gradients, logits: dLogits, z: dProjected[0]!, x: dX! };
}
