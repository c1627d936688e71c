import { inOrder, type Order } from './matrix';
import type { RecurrencePlan } from './plan-network';

/** Units of a recurrence in the kernels: filled up with units that stay zero. */
export function paddedSize(hiddenSize: number): number {
  return Math.ceil(hiddenSize / 4) * 4;
}

/**
 * The rows of U, W and b in the order in which the kernels read them: the four gates of each unit of an LSTM together; update and
 * reset of each unit of a GRU together, and all candidates behind them.
 */
export function orderRows({ cell, hiddenSize: H }: Pick<RecurrencePlan, 'cell' | 'hiddenSize'>): Order {
  const units = inOrder(H, 4);
  const gatesOf = (count: number) =>
    units.flatMap((unit) => Array.from({ length: count }, (_, gate) => (unit < 0 ? -1 : gate * H + unit)));
  if (cell === 'lstm') return gatesOf(4);
  if (cell === 'rnn') return units;
  return [...gatesOf(2), ...units.map((unit) => (unit < 0 ? -1 : 2 * H + unit))];
}

/** A bias in the order of the rows, 0 where there is none. */
export function orderBias(bias: Float32Array, rows: Order, factor = 1): Float32Array {
  return Float32Array.from(rows, (row) => (row < 0 ? 0 : bias[row]! * factor));
}
