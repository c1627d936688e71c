import { createRandom, type Random } from '@tagger/core';
import type { CellState } from '../src/cells/cell';
import { createCell } from '../src/cells/create-cell';
import {
  type NetworkConfiguration,
  type NetworkParameters,
  parameterShapes,
} from '../src/network/configuration';
import type { Values } from './values';

/** The networks there are. */
export const cells: readonly Pick<NetworkConfiguration, 'cell' | 'cellOutput'>[] = [
  { cell: 'rnn', cellOutput: 'tanh' },
  { cell: 'lstm', cellOutput: 'tanh' },
  { cell: 'lstm', cellOutput: 'identity' },
];

/** A network and a batch, as numbers that any interpreter may take. */
export interface NetworkCase {
  readonly configuration: NetworkConfiguration;
  readonly parameters: NetworkParameters<Values>;
  /** The cell's state before the first step, by name. */
  readonly initial: Readonly<Record<string, Values>>;
  readonly positions: Values;
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
  const shapes = parameterShapes(configuration);
  const [time, batch] = [Math.max(...lengths), lengths.length];
  const steps = Array.from({ length: time }, (_, step) => lengths.map((length) => step < length)).flat();
  const sequence = (shape: number[], atStep: () => number, atPadding: number) => ({
    shape,
    data: steps.map((isWord) => (isWord ? atStep() : atPadding)),
  });
  const states = createCell(configuration).stateNames;
  return {
    configuration,
    parameters: Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [name, nonZero(random, shape, range)]),
    ) as NetworkParameters<Values>,
    initial: Object.fromEntries(
      states.map((name) => [name, nonZero(random, [batch, sizes.hiddenSize], range)]),
    ),
    positions: sequence([time, batch], () => random.integer(usedWords), sizes.vocabularySize - 1),
    tags: sequence([time, batch], () => random.integer(sizes.tagCount), 0),
    weight: sequence([time, batch, 1], () => 1 / batch, 0),
  };
}

/** All numbers of a case, by name: those that a gradient is taken of, and those of the batch. */
export function valuesOf({ parameters, initial, positions, tags, weight }: NetworkCase) {
  return { differentiable: { ...parameters, ...initial }, batch: { positions, tags, weight } };
}

/** Gives the network's functions what they take, from tensors named as in `valuesOf`. */
export function toArguments<T>({ initial, parameters }: NetworkCase, tensors: Readonly<Record<string, T>>) {
  const pick = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, tensors[name]]));
  return {
    parameters: pick(Object.keys(parameters)) as NetworkParameters<T>,
    input: { positions: tensors.positions, initial: pick(Object.keys(initial)) as CellState<T> },
    target: { tags: tensors.tags, weight: tensors.weight },
  };
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
