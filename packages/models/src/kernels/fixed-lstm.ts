import type { Arena } from './arena';
import { orderRows, paddedSize } from './cell-rows';
import { laneBytes, laneCount } from './kernels';
import { type FixedMatrix, fixMatrix, inOrder } from './matrix';
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

/** Units that `lstm16Row` computes side by side. */
const unitCount = 8;

/**
 * An LSTM over rows of words, all of it in 16-bit whole numbers: see the kernels `lstm16`, for eight sequences at once, and `lstm16Row`,
 * for one, with the same bits. Half of eight are faster one by one.
 */
export class FixedLstm implements KernelRecurrence {
  readonly cost: number;
  readonly oneByOne = laneCount / 2;

  private constructor(
    private readonly context: KernelContext,
    private readonly size: number,
    private readonly isBackward: boolean,
    private readonly shift: number,
    /** Addresses. */
    private readonly placed: Readonly<
      Record<'weights' | 'unitWeights' | 'tables' | 'zeros' | 'scales', number>
    >,
  ) {
    this.cost = 8 * 4 * size * size;
  }

  /** @returns nothing where `fixRecurrence` gives nothing */
  static create(context: KernelContext, plan: RecurrencePlan): FixedLstm | undefined {
    const fixed = fixRecurrence(plan);
    if (!fixed) return undefined;
    const { hiddenSize, isBackward } = plan;
    const size = paddedSize(hiddenSize);
    const { arena } = context;
    return new FixedLstm(context, size, isBackward, fixed.shift, {
      weights: arena.placeHalves(fixed.weights),
      unitWeights: arena.placeHalves(groupUnits(fixed, size)),
      tables: arena.placeHalves(tanhTables),
      zeros: arena.placeHalves(new Int16Array(8 * size)),
      scales: arena.placeFloats(new Float32Array(8).fill(hiddenScale)),
    });
  }

  *run(group: Group, input: RecurrenceInput, scratch: Arena): Generator<number, Steps> {
    if (!('rows' in input)) throw new Error('only the first layer runs in whole numbers');
    const stride = this.size * 16;
    const h16 = scratch.allocate(group.layout.rows * stride);
    const cell = scratch.allocate(stride);
    const { rows, offset } = input;
    const open = { rows, offset, h16, cell, stride };
    if (group.counts.length > this.oneByOne) yield* this.#runLanes(group.time, open, scratch);
    else
      for (let lane = 0; lane < group.counts.length; lane++) yield* this.#runRow(group, lane, open, scratch);
    return { h16, stride, scales: this.placed.scales, scaleStride: 0 };
  }

  *#runLanes(
    time: number,
    { rows, offset, h16, cell, stride }: OpenLstm,
    scratch: Arena,
  ): Generator<number, void> {
    const { weights, tables, zeros } = this.placed;
    const { kernels } = this.context;
    scratch.clear(cell, stride);
    const sums = scratch.allocate(128);
    let previous = zeros;
    let cost = 0;
    for (let index = 0; index < time; index++) {
      const step = stepAt(index, time, this.isBackward);
      const next = h16 + step * stride;
      kernels.lstm16(
        rows + step * laneBytes,
        offset,
        weights,
        previous,
        next,
        cell,
        this.size,
        this.shift,
        tables,
        sums,
      );
      previous = next;
      cost += this.cost;
      if (cost > yieldCost) {
        yield cost;
        cost = 0;
      }
    }
    yield cost;
  }

  /** One sequence. */
  *#runRow(
    { counts, layout }: Group,
    lane: number,
    { rows, offset, h16, cell, stride }: OpenLstm,
    scratch: Arena,
  ): Generator<number, void> {
    const { unitWeights, tables } = this.placed;
    const { kernels } = this.context;
    const { words } = scratch.views;
    const count = counts[lane]!;
    // Behind c, h before a step and after it.
    let [h, next] = [cell + stride / 4, cell + stride / 2];
    scratch.clear(cell, stride);
    let cost = 0;
    for (let index = 0; index < count; index++) {
      const step = stepAt(index, count, this.isBackward);
      const place = layout.starts[lane]! + step * layout.stride;
      const row = words[(rows + step * laneBytes) / 4 + lane]! + offset;
      const out = h16 + (place >> 3) * stride + (place & 7) * 4;
      kernels.lstm16Row(row, unitWeights, h, next, cell, out, this.size, this.shift, tables);
      const last = h;
      h = next;
      next = last;
      cost += this.cost / laneCount;
      if (cost > yieldCost) {
        yield cost;
        cost = 0;
      }
    }
    yield cost;
  }
}

/** W of an LSTM as the kernels multiply by it; nothing if the cell is another one, or the weights are too large. */
export function fixRecurrence(plan: RecurrencePlan): FixedMatrix | undefined {
  const { cell, isIdentity, hiddenSize, recurrentWeight } = plan;
  if (cell !== 'lstm' || isIdentity) return undefined;
  return fixMatrix(recurrentWeight, orderRows(plan), inOrder(hiddenSize, 4));
}

/** Addresses of what runs. */
interface OpenLstm {
  readonly rows: number;
  readonly offset: number;
  readonly h16: number;
  readonly cell: number;
  readonly stride: number;
}

/** The weights as `lstm16Row` reads them. */
function groupUnits({ weights }: FixedMatrix, size: number): Int16Array {
  const groups = Math.ceil(size / unitCount);
  const grouped = new Int16Array(groups * unitCount * 4 * size);
  for (let unit = 0; unit < size; unit++)
    for (let pair = 0; pair < size / 2; pair++)
      for (let gate = 0; gate < 4; gate++) {
        const from = (unit * (size / 2) + pair) * 8 + gate * 2;
        const block = (Math.floor(unit / unitCount) * (size / 2) + pair) * 4 + gate;
        const to = (block * unitCount + (unit % unitCount)) * 2;
        grouped[to] = weights[from]!;
        grouped[to + 1] = weights[from + 1]!;
      }
  return grouped;
}
