import { createRandom, type Random } from '@tagger/core/internal';
import { createCell } from '../src/cells/create-cell';
import type { Environment } from '../src/layers/layer';
import type { NetworkConfiguration } from '../src/network/configuration';
import { createNetwork } from '../src/network/create-network';
import type { Network } from '../src/network/network';
import type { Values } from '../src/testing/values';

/** The networks there are. */
export const cells: readonly Pick<NetworkConfiguration, 'cell' | 'cellOutput'>[] = [
  { cell: 'rnn', cellOutput: 'tanh' },
  { cell: 'lstm', cellOutput: 'tanh' },
  { cell: 'lstm', cellOutput: 'identity' },
  { cell: 'gru', cellOutput: 'tanh' },
];

/** A network and a batch, as numbers that any interpreter may take. */
export interface NetworkCase {
  readonly configuration: NetworkConfiguration;
  readonly network: Network;
  readonly parameters: Readonly<Record<string, Values>>;
  /** The cell's state before the first step, by the name of the input. */
  readonly initial: Readonly<Record<string, Values>>;
  /** Each step's word. */
  readonly places: Values;
  readonly tags: Values;
  readonly weight: Values;
}

export interface NetworkCaseOptions {
  readonly sizes: Omit<NetworkConfiguration, 'cell' | 'cellOutput'>;
  /** Of the sentences side by side. */
  readonly lengths: readonly number[];
  /** The words of the batch are the first so many; by default all but the last two. */
  readonly usedWords?: number;
  /** Of the absolute value of parameters and states. */
  readonly range: readonly [smallest: number, largest: number];
}

/**
 * A random network and batch. No parameter is zero, states are random as well, and the padding is the last word of the
 * vocabulary, which stands nowhere else.
 */
export function createNetworkCase(
  cell: Pick<NetworkConfiguration, 'cell' | 'cellOutput'>,
  { sizes, lengths, usedWords = sizes.vocabularySize - 2, range }: NetworkCaseOptions,
): NetworkCase {
  const configuration = { ...cell, ...sizes };
  const random = createRandom(1, 'network');
  const network = createNetwork(configuration);
  const [time, batch] = [Math.max(...lengths), lengths.length];
  const steps = Array.from({ length: time }, (_, step) => lengths.map((length) => step < length)).flat();
  const sequence = (shape: number[], atStep: () => number, atPadding: number) => ({
    shape,
    data: steps.map((isWord) => (isWord ? atStep() : atPadding)),
  });
  const states = createCell(configuration).stateNames;
  return {
    configuration,
    network,
    parameters: Object.fromEntries(
      network.parameters.map(({ name, shape }) => [name, nonZero(random, shape, range)]),
    ),
    initial: Object.fromEntries(
      states.map((name) => [`initial.${name}`, nonZero(random, [batch, sizes.hiddenSize], range)]),
    ),
    places: sequence([time, batch], () => random.integer(usedWords), sizes.vocabularySize - 1),
    tags: sequence([time, batch], () => random.integer(sizes.tagCount), 0),
    weight: sequence([time, batch, 1], () => 1 / batch, 0),
  };
}

/** All numbers of a case, by name: those that a gradient is taken of, and those of the batch. */
export function valuesOf({ configuration, parameters, initial, places, tags, weight }: NetworkCase) {
  // The words of the batch are those of the vocabulary, in its order.
  const words = listPlaces(configuration.vocabularySize);
  const batch = { places, 'words.embedding': words, tags, weight };
  return { differentiable: { ...parameters, ...initial }, batch };
}

/** 0, 1, 2, … */
export function listPlaces(count: number): Values {
  return { shape: [count], data: Array.from({ length: count }, (_, place) => place) };
}

/** What the network takes, from tensors named as in `valuesOf`. */
export function toEnvironment<T>(tensors: Readonly<Record<string, T>>): Environment<T> {
  return { parameters: tensors, inputs: tensors };
}

function nonZero(
  random: Random,
  shape: readonly number[],
  [smallest, largest]: readonly [number, number],
): Values {
  const length = shape.reduce((product, size) => product * size, 1);
  const sign = () => (random.integer(2) === 0 ? -1 : 1);
  return { shape, data: Array.from({ length }, () => sign() * random.uniform(smallest, largest)) };
}
