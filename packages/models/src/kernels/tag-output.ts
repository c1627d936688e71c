import type { Arena } from './arena';
import { laneBytes } from './kernels';
import { inOrder, Matrix } from './matrix';
import type { OutputPlan } from './plan-network';
import { type Group, type KernelContext, type Steps, yieldCost } from './recurrence';

/** What an output says of places, R rows of eight: addresses of arrays. */
export interface GroupScores {
  /** int32 [R, 8] the best tag */
  readonly best: number;
  /** float32 [R, size, 8] in proportion to the probabilities of the tags */
  readonly powers: number;
  /** float32 [R, 8] their sums */
  readonly sums: number;
  /** float32 [R, size, 8] what the best tag is the highest of, if those are not the probabilities; for each sentence but for a constant */
  readonly scores?: number | undefined;
  /** float32 [R, size, 8] in proportion to what the network says of each step alone, if all steps are kept */
  readonly emissions?: number | undefined;
  /** Values of a step for each lane. */
  readonly size: number;
}

/** õ = V h + b, and the softmax. */
export class TagOutput {
  readonly #context: KernelContext;
  readonly #matrices: readonly Matrix[];
  readonly #bias: number;
  readonly #size: number;
  readonly #cost: number;
  readonly tagCount: number;

  /** @param below units of each direction of the last layer */
  constructor(context: KernelContext, { tagCount, weight, bias }: OutputPlan, below: readonly number[]) {
    const { kernels, arena } = context;
    const rows = inOrder(tagCount, 4);
    this.#context = context;
    this.tagCount = tagCount;
    this.#size = rows.length;
    let start = 0;
    this.#matrices = below.map((size) => {
      const columns = inOrder(size, 4, start);
      start += size;
      return new Matrix({ kernels, arena }, weight, rows, columns);
    });
    this.#bias = arena.placeFloats(rows.map((row) => (row < 0 ? 0 : bias[row]!)));
    this.#cost = 8 * rows.length * (start + 8);
  }

  /** The best tag of each place alone. @returns the address of int32 [R, 8] */
  *findBest(
    { layout: { rows } }: Pick<Group, 'layout'>,
    below: readonly Steps[],
    scratch: Arena,
  ): Generator<number, number> {
    const { kernels } = this.#context;
    const best = scratch.allocate(rows * laneBytes);
    const most = scratch.allocate(laneBytes);
    const z = scratch.allocate(this.#size * laneBytes);
    let cost = 0;
    for (let row = 0; row < rows; row++) {
      this.multiply(below, row, z);
      kernels.findBest(z, this.tagCount, best + row * laneBytes, most);
      cost += this.#cost;
      if (cost > yieldCost) {
        yield cost;
        cost = 0;
      }
    }
    yield cost;
    return best;
  }

  /** The tags by themselves. @param isKept whether the powers of all places are wanted, not of the best tag alone */
  *run(
    { layout: { rows } }: Pick<Group, 'layout'>,
    below: readonly Steps[],
    scratch: Arena,
    isKept: boolean,
  ): Generator<number, GroupScores> {
    const { kernels } = this.#context;
    const size = this.#size;
    const stride = isKept ? size * laneBytes : 0;
    const best = scratch.allocate(rows * laneBytes);
    const sums = scratch.allocate(rows * laneBytes);
    const most = scratch.allocate(laneBytes);
    const z = scratch.allocate(size * laneBytes);
    const powers = scratch.allocate((isKept ? rows : 1) * size * laneBytes);
    let cost = 0;
    for (let row = 0; row < rows; row++) {
      this.multiply(below, row, z);
      kernels.findBest(z, this.tagCount, best + row * laneBytes, most);
      kernels.softmax(z, this.tagCount, most, powers + row * stride, sums + row * laneBytes);
      cost += this.#cost;
      if (cost > yieldCost) {
        yield cost;
        cost = 0;
      }
    }
    yield cost;
    return { best, powers, sums, ...(isKept && { emissions: powers }), size };
  }

  /** õ of a row at z. */
  multiply(below: readonly Steps[], row: number, z: number): void {
    this.#context.kernels.spread(this.#bias, z, this.#size);
    for (const [side, { h16, stride, scales, scaleStride }] of below.entries())
      this.#matrices[side]!.multiply(z, h16 + row * stride, scales + row * scaleStride);
  }

  get cost(): number {
    return this.#cost;
  }
}
