import { argmax } from '../tagger/argmax';
import { type JointColumn, secondShare } from '../tagger/joint-columns';
import { findNext, hasNext } from '../tagger/label-values';
import type { Arena } from './arena';
import { laneCount } from './kernels';
import { indexOf } from './layout';
import { inOrder } from './matrix';
import type { OutputPlan } from './plan-network';
import { type KernelContext, type Steps, yieldCost } from './recurrence';
import { RowMatrix } from './row-matrix';
import type { GroupWords, ScoreCollector } from './score-collector';
import type { GroupScores } from './tag-output';

/** What is computed with a tag of the first output: of each column the rows of its possible tags, one column behind the other. */
interface TagRows {
  /** Address of the numbers of the rows, int32 [N]. */
  readonly rows: number;
  /** Address of their biases, float32 [N]. */
  readonly bias: number;
  /** N / 4 */
  readonly blocks: number;
  /** The possible tags of each column. */
  readonly labels: readonly (readonly number[])[];
}

/** A word whose tags are chosen. */
interface OpenWord {
  readonly below: readonly Steps[];
  place: number;
  /** Addresses of what the outputs read of it, of each direction. */
  readonly x: readonly number[];
  /** Address of the values of rows. */
  readonly z: number;
  readonly floats: Float32Array;
}

/** Outputs whose tags are chosen together with those of the first one (`joint-columns.ts`): only the rows of possible tags are computed. */
export class JointOutputs {
  readonly #context: KernelContext;
  readonly #joint: readonly JointColumn[];
  /** The weights of each direction. */
  readonly #sides: readonly RowMatrix[];
  readonly #tags: readonly TagRows[];
  readonly #mostBlocks: number;

  /** @param outputs of the network @param below units of each direction of the last layer */
  constructor(
    context: KernelContext,
    joint: readonly JointColumn[],
    outputs: readonly OutputPlan[],
    below: readonly number[],
  ) {
    this.#context = context;
    this.#joint = joint;
    const plans = joint.map(({ output }) => outputs[output]!);
    let start = 0;
    this.#sides = below.map((size) => {
      start += size;
      return new RowMatrix(context, plans, inOrder(size, 4, start - size));
    });
    let end = 0;
    const firstRows = plans.map(({ tagCount }) => {
      end += tagCount;
      return end - tagCount;
    });
    this.#tags = inOrder(outputs[0]!.tagCount, 1).map((tag) => {
      const labels = joint.map((column) => column.labels[tag]!);
      const rows = labels.flatMap((own, index) => own.map((label) => firstRows[index]! + label));
      const bias = labels.flatMap((own, index) => own.map((label) => plans[index]!.bias[label]!));
      const blocks = Math.ceil(rows.length / 4);
      const fill = (values: number[]) => [...values, 0, 0, 0].slice(0, 4 * blocks);
      const { arena } = context;
      return { rows: arena.placeWords(fill(rows)), bias: arena.placeFloats(fill(bias)), blocks, labels };
    });
    this.#mostBlocks = this.#tags.reduce((most, { blocks }) => Math.max(most, blocks), 0);
  }

  /** Whether the tags of this output are chosen here. */
  has(output: number): boolean {
    return this.#joint.some((column) => column.output === output);
  }

  /** Chooses the tags of words. @param scores what the first output says, with the powers of all places */
  *choose(
    { places, targets, below }: GroupWords & { readonly below: readonly Steps[] },
    { powers, sums, size }: GroupScores,
    collector: ScoreCollector,
    scratch: Arena,
  ): Generator<number, void> {
    const tags = collector.tagsOf(0);
    const others = this.#joint.map(({ output }) => collector.tagsOf(output));
    const x = this.#sides.map((side) => scratch.allocate(side.inputBytes));
    const z = scratch.allocate(16 * this.#mostBlocks);
    const { floats } = scratch.views;
    const word: OpenWord = { below, place: 0, x, z, floats };
    let [labels, otherLabels] = [new Int32Array(others.length), new Int32Array(others.length)];
    let cost = 0;
    for (let index = 0; index < places.length; index++) {
      const at = targets[index]!;
      const best = tags[at]!;
      word.place = places[index]!;
      this.#open(word);
      const score = this.#findLabels(word, best, labels);
      cost += this.#costOf(best);
      const sum = floats[sums / 4 + word.place]!;
      const start = indexOf(powers, size, word.place, 0);
      const given = { start, stride: laneCount, count: this.#tags.length };
      const second = hasNext(sum, secondShare) ? findNext(floats, given, secondShare, [best]) : -1;
      if (second >= 0) {
        const power = floats[start + second * laneCount]!;
        if (Math.log(power) + this.#findLabels(word, second, otherLabels) > score) {
          collector.retag(at, second, power / sum);
          [labels, otherLabels] = [otherLabels, labels];
        }
        cost += this.#costOf(second);
      }
      for (let column = 0; column < others.length; column++) others[column]![at] = labels[column]!;
      if (cost > yieldCost) {
        yield cost;
        cost = 0;
      }
    }
    yield cost;
  }

  #open({ below, place, x }: OpenWord): void {
    for (let side = 0; side < below.length; side++) {
      const { h16, stride } = below[side]!;
      const pairs = stride / (4 * laneCount);
      this.#context.kernels.takeLane(h16 + (place >> 3) * stride + 4 * (place & 7), x[side]!, pairs);
    }
  }

  /** Of each column the best tag that is possible with one of the first output. @returns the sum of their scores */
  #findLabels({ below, place, x, z, floats }: OpenWord, tag: number, best: Int32Array): number {
    const { rows, bias, blocks, labels } = this.#tags[tag]!;
    for (let side = 0; side < below.length; side++) {
      const { scales, scaleStride } = below[side]!;
      const scale = scales + (place >> 3) * scaleStride + 4 * (place & 7);
      this.#sides[side]!.multiply(x[side]!, scale, { z, base: side === 0 ? bias : z, rows, blocks });
    }
    let score = 0;
    let start = z >>> 2;
    for (let column = 0; column < labels.length; column++) {
      const own = labels[column]!;
      const most = argmax(floats, start, own.length);
      best[column] = own[most]!;
      score += floats[start + most]!;
      start += own.length;
    }
    return score;
  }

  #costOf(tag: number): number {
    return 4 * this.#tags[tag]!.blocks * this.#sides.reduce((sum, { inputBytes }) => sum + inputBytes / 2, 8);
  }
}
