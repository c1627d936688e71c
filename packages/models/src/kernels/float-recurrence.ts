import type { Arena } from './arena';
import { orderBias, orderRows, paddedSize } from './cell-rows';
import { laneBytes } from './kernels';
import { inOrder, Matrix } from './matrix';
import type { RecurrencePlan } from './plan-network';
import {
  type Group,
  type KernelContext,
  type KernelRecurrence,
  type RecurrenceInput,
  type Steps,
  stepAt,
  type Visit,
  yieldCost,
} from './recurrence';

/** Addresses of what a recurrence holds while it runs. */
interface State {
  /** z, of all gates. */
  readonly z: number;
  readonly hidden: number;
  /** c of an LSTM, r ⊙ h of a GRU. */
  readonly cell: number;
  /** r ⊙ h in whole numbers, and its factors. */
  readonly read16: number;
  readonly readScales: number;
}

/** Any cell: products of 16-bit whole numbers, everything else in float32. */
export class FloatRecurrence implements KernelRecurrence {
  readonly cost: number;
  readonly oneByOne = 0;
  readonly #context: KernelContext;
  readonly #plan: RecurrencePlan;
  readonly #size: number;
  readonly #rowCount: number;
  /** W; of a GRU that of its gates. */
  readonly #recurrent: Matrix;
  readonly #candidate: Matrix | undefined;
  /** U of a layer upon another, for each direction of that one, and b. */
  readonly #input: readonly Matrix[];
  readonly #bias: number;

  /** @param below units of each direction of the layer below; none where U x + b is given */
  constructor(context: KernelContext, plan: RecurrencePlan, below: readonly number[] = []) {
    const { kernels, arena } = context;
    const { cell, hiddenSize, recurrentWeight, inputWeight, bias } = plan;
    const rows = orderRows(plan);
    this.#context = context;
    this.#plan = plan;
    this.#size = paddedSize(hiddenSize);
    this.#rowCount = rows.length;
    const columns = inOrder(hiddenSize, 4);
    const gateRows = cell === 'gru' ? rows.slice(0, 2 * this.#size) : rows;
    this.#recurrent = new Matrix({ kernels, arena }, recurrentWeight, gateRows, columns);
    if (cell === 'gru')
      this.#candidate = new Matrix({ kernels, arena }, recurrentWeight, rows.slice(2 * this.#size), columns);
    let start = 0;
    this.#input = below.map((size) => {
      const own = inOrder(size, 4, start);
      start += size;
      return new Matrix({ kernels, arena }, inputWeight, rows, own);
    });
    this.#bias = below.length > 0 ? arena.placeFloats(orderBias(bias, rows)) : 0;
    this.cost = 8 * rows.length * (hiddenSize + start);
  }

  *run(group: Group, input: RecurrenceInput, scratch: Arena, visit?: Visit): Generator<number, Steps> {
    const { time, shortest, lengths } = group;
    const { kernels } = this.#context;
    const stride = this.#size * 16;
    const steps = {
      h16: scratch.allocate(time * stride),
      stride,
      scales: scratch.allocate(time * laneBytes),
      scaleStride: laneBytes,
    };
    const state = this.#createState(scratch);
    let cost = 0;
    for (let index = 0; index < time; index++) {
      const step = stepAt(index, time, this.#plan.isBackward);
      this.#read(input, step, state.z);
      const previous = stepAt(index - 1, time, this.#plan.isBackward);
      const isFirst = index === 0;
      // Before the first step h is zero.
      if (!isFirst)
        this.#recurrent.multiply(state.z, steps.h16 + previous * stride, steps.scales + previous * laneBytes);
      this.#update(state, isFirst);
      // Without a step, a lane stays as it was before its first one. Rows of zeros keep a state of zeros; a bias does not.
      if (this.#plan.isBackward && 'below' in input && step >= shortest)
        for (const part of [state.hidden, state.cell]) kernels.hold(part, this.#size, lengths, step);
      kernels.quantize(
        state.hidden,
        steps.h16 + step * stride,
        steps.scales + step * laneBytes,
        this.#size / 2,
      );
      visit?.(step, state.hidden);
      cost += this.cost;
      if (cost > yieldCost) {
        yield cost;
        cost = 0;
      }
    }
    yield cost;
    return steps;
  }

  #createState(scratch: Arena): State {
    const bytes = this.#size * laneBytes;
    const state = {
      z: scratch.allocate(this.#rowCount * laneBytes),
      hidden: scratch.allocate(bytes),
      cell: scratch.allocate(bytes),
      read16: scratch.allocate(bytes / 2),
      readScales: scratch.allocate(laneBytes),
    };
    scratch.clear(state.hidden, bytes);
    scratch.clear(state.cell, bytes);
    return state;
  }

  /** z = U x + b */
  #read(input: RecurrenceInput, step: number, z: number): void {
    const { kernels } = this.#context;
    if ('rows' in input) {
      kernels.gather(input.rows + step * laneBytes, input.offset, z, this.#rowCount);
      return;
    }
    kernels.spread(this.#bias, z, this.#rowCount);
    for (const [side, { h16, stride, scales, scaleStride }] of input.below.entries())
      this.#input[side]!.multiply(z, h16 + step * stride, scales + step * scaleStride);
  }

  /** The cell, once z = U x + b + W h is known. */
  #update({ z, hidden, cell, read16, readScales }: State, isFirst: boolean): void {
    const { kernels } = this.#context;
    const size = this.#size;
    if (this.#plan.cell === 'lstm') kernels.lstm(z, cell, hidden, size, Number(this.#plan.isIdentity));
    else if (this.#plan.cell === 'rnn') kernels.rnn(z, hidden, size);
    else {
      const candidate = z + 2 * size * laneBytes;
      kernels.gruGates(z, hidden, cell, size);
      if (!isFirst) {
        kernels.quantize(cell, read16, readScales, size / 2);
        this.#candidate!.multiply(candidate, read16, readScales);
      }
      kernels.gruUpdate(candidate, z, hidden, size);
    }
  }
}
