import { createRandom } from '@tagger/core/internal';
import type { CellName, Named, Network } from '@tagger/models/internal';
import { initializeParameters } from '../training/initialize';
import { orthogonalMatrix } from './orthogonal-matrix';

/** A network whose start decides how gradients flow through it. */
export interface GradientVariant {
  readonly name: string;
  readonly cell: CellName;
  initialize(network: Network, seed: number): Named<Float32Array>;
}

/**
 * RNNs whose W is a random orthogonal matrix times a radius, so that its singular values all are that radius; and LSTMs
 * whose forget gates start half open (bias 0) or wider (bias 1). The rest starts as in training.
 */
export const gradientVariants: readonly GradientVariant[] = [
  ...[0.5, 1, 1.5].map((radius) => createRnn(radius)),
  ...[0, 1].map((forgetBias) => createLstm(forgetBias)),
];

function createRnn(radius: number): GradientVariant {
  return {
    name: `RNN, spectral radius ${radius}`,
    cell: 'rnn',
    initialize(network, seed) {
      const random = createRandom(seed, 'orthogonal matrix');
      const recurrentWeight = orthogonalMatrix(hiddenSize(network), radius, random);
      return { ...initializeParameters(network, seed), recurrentWeight };
    },
  };
}

function createLstm(forgetBias: number): GradientVariant {
  return {
    name: `LSTM, forget bias ${forgetBias}`,
    cell: 'lstm',
    initialize(network, seed) {
      const H = hiddenSize(network);
      const parameters = initializeParameters(network, seed);
      // Gates stand in the order input, output, forget, candidate.
      return { ...parameters, bias: parameters.bias!.slice().fill(forgetBias, 2 * H, 3 * H) };
    },
  };
}

function hiddenSize({ layers }: Network): number {
  return layers[0]!.recurrences[0]!.cell.hiddenSize;
}
