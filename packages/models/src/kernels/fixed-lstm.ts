import type { Arena } from './arena';
import { orderRows, paddedSize } from './cell-rows';
import { fixMatrix, inOrder } from './matrix';
import type { RecurrencePlan } from './plan-network';
import {
  type Group,
  type KernelContext,
  type KernelRecurrence,
  type RecurrenceInput,
  type Steps,
  stepAt,
  yieldCost,
} from './recurrence';
import { tanhTables } from './tanh-tables';

/** h is of 2^−13. */
const hiddenScale = 2 ** -13;

/** An LSTM over rows of words, all of it in 16-bit whole numbers: see the kernel `lstm16`. */
export class FixedLstm implements KernelRecurrence {
  readonly cost: number;

  private constructor(
    private readonly context: KernelContext,
    private readonly size: number,
    private readonly isBackward: boolean,
    private readonly shift: number,
    /** Addresses. */
    private readonly placed: Readonly<Record<'weights' | 'tables' | 'zeros' | 'scales', number>>,
  ) {
    this.cost = 8 * 4 * size * size;
  }

  /** @returns nothing if the cell is another one, or its weights are too large */
  static create(context: KernelContext, plan: RecurrencePlan): FixedLstm | undefined {
    const { cell, isIdentity, hiddenSize, isBackward, recurrentWeight } = plan;
    if (cell !== 'lstm' || isIdentity) return undefined;
    const fixed = fixMatrix(recurrentWeight, orderRows(plan), inOrder(hiddenSize, 4));
    if (!fixed) return undefined;
    const size = paddedSize(hiddenSize);
    const { arena } = context;
    return new FixedLstm(context, size, isBackward, fixed.shift, {
      weights: arena.placeHalves(fixed.weights),
      tables: arena.placeHalves(tanhTables),
      zeros: arena.placeHalves(new Int16Array(8 * size)),
      scales: arena.placeFloats(new Float32Array(8).fill(hiddenScale)),
    });
  }

  *run({ time }: Group, input: RecurrenceInput, scratch: Arena): Generator<number, Steps> {
    if (!('rows' in input)) throw new Error('only the first layer runs in whole numbers');
    const { weights, tables, zeros, scales } = this.placed;
    const { kernels } = this.context;
    const stride = this.size * 16;
    const h16 = scratch.allocate(time * stride);
    const cell = scratch.allocate(stride);
    scratch.clear(cell, stride);
    const sums = scratch.allocate(128);
    let previous = zeros;
    let cost = 0;
    for (let index = 0; index < time; index++) {
      const step = stepAt(index, time, this.isBackward);
      const next = h16 + step * stride;
      const rows = input.rows + step * 32;
      kernels.lstm16(rows, input.offset, weights, previous, next, cell, this.size, this.shift, tables, sums);
      previous = next;
      cost += this.cost;
      if (cost > yieldCost) {
        yield cost;
        cost = 0;
      }
    }
    yield cost;
    return { h16, stride, scales, scaleStride: 0 };
  }
}
