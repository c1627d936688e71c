import type { KernelFunctions } from '../kernels';
import type { Views } from '../views';
import { gatedTanh, sigmoid, tanh } from './functions';

const f = Math.fround;

export function createCells(
  view: () => Views,
): Pick<KernelFunctions, 'lstm' | 'gruGates' | 'gruUpdate' | 'rnn' | 'hold'> {
  return {
    lstm(z, c, h, hiddenSize, isIdentity) {
      const { floats } = view();
      for (let at = 0; at < 8 * hiddenSize; at++) {
        const gates = (z >> 2) + 32 * (at >> 3) + (at & 7);
        const kept = f(sigmoid(floats[gates + 16]!) * floats[(c >> 2) + at]!);
        const cell = f(kept + gatedTanh(floats[gates]!, floats[gates + 24]!));
        const output = floats[gates + 8]!;
        floats[(c >> 2) + at] = cell;
        floats[(h >> 2) + at] = isIdentity ? sigmoid(output) * cell : gatedTanh(output, cell);
      }
    },
    gruGates(z, h, read, hiddenSize) {
      const { floats } = view();
      for (let at = 0; at < 8 * hiddenSize; at++) {
        const gates = (z >> 2) + 16 * (at >> 3) + (at & 7);
        floats[gates] = sigmoid(floats[gates]!);
        floats[(read >> 2) + at] = sigmoid(floats[gates + 8]!) * floats[(h >> 2) + at]!;
      }
    },
    gruUpdate(z, gates, h, hiddenSize) {
      const { floats } = view();
      for (let at = 0; at < 8 * hiddenSize; at++) {
        const update = floats[(gates >> 2) + 16 * (at >> 3) + (at & 7)]!;
        const kept = f(update * floats[(h >> 2) + at]!);
        floats[(h >> 2) + at] = kept + f(f(1 - update) * tanh(floats[(z >> 2) + at]!));
      }
    },
    rnn(z, h, hiddenSize) {
      const { floats } = view();
      for (let at = 0; at < 8 * hiddenSize; at++) floats[(h >> 2) + at] = tanh(floats[(z >> 2) + at]!);
    },
    hold(x, count, steps, step) {
      const { floats, words } = view();
      for (let at = 0; at < 8 * count; at++)
        if (words[(steps >> 2) + (at & 7)]! <= step) floats[(x >> 2) + at] = 0;
    },
  };
}
