import type { Arena } from './arena';
import { laneBytes } from './kernels';
import { inOrder } from './matrix';
import type { OutputPlan } from './plan-network';
import { type Group, type KernelContext, type Steps, yieldCost } from './recurrence';
import { type GroupScores, TagOutput } from './tag-output';

/*
 * Axes:  T time   K tags   B = K: the boundary of a sentence
 */

/** Addresses of arrays [T, size, 8]. */
interface Lattice {
  /** Scores of the tags by themselves, whose largest is 0. */
  readonly z: number;
  /** Their probabilities. */
  readonly weights: number;
  readonly best: number;
  readonly stride: number;
}

/** The tags of a sentence together: the best path, and the probability of each tag over all paths. See src/outputs/crf. */
export class CrfKernel {
  readonly #context: KernelContext;
  readonly #output: TagOutput;
  readonly #tagCount: number;
  readonly #size: number;
  readonly #cost: number;
  /** Addresses: A and e^A between tags by target and by origin, from the boundary, and to it. */
  readonly #scores: Readonly<Record<'into' | 'outOf' | 'start' | 'end', number>>;
  readonly #factors: Readonly<Record<'into' | 'outOf' | 'start' | 'end', number>>;
  readonly #ones: number;

  constructor(context: KernelContext, plan: OutputPlan, below: readonly number[]) {
    const { tagCount, transitions } = plan;
    this.#context = context;
    this.#output = new TagOutput(context, plan, below);
    this.#tagCount = tagCount;
    this.#size = inOrder(tagCount, 4).length;
    this.#cost = this.#output.cost + 8 * 4 * this.#size * tagCount;
    const place = (value: (from: number, to: number) => number) =>
      placeTransitions(context.arena, tagCount, value);
    const read = (from: number, to: number) => transitions![from * (tagCount + 1) + to]!;
    this.#scores = place(read);
    this.#factors = place((from, to) => Math.exp(read(from, to)));
    this.#ones = context.arena.placeFloats(new Float32Array(this.#size * 8).fill(1));
  }

  /** The best tag of each step alone. @returns the address of int32 [T, 8] */
  *findBest(group: Group, below: readonly Steps[], scratch: Arena): Generator<number, number> {
    return (yield* this.run(group, below, scratch)).best;
  }

  *run(group: Group, below: readonly Steps[], scratch: Arena): Generator<number, GroupScores> {
    const { kernels } = this.#context;
    const stride = this.#size * laneBytes;
    const allocate = () => scratch.allocate(group.time * stride);
    const lattice = {
      z: allocate(),
      weights: allocate(),
      best: scratch.allocate(group.time * laneBytes),
      stride,
    };
    const [most, sums] = [scratch.allocate(laneBytes), scratch.allocate(laneBytes)];
    let cost = 0;
    for (let step = 0; step < group.time; step++) {
      const [z, weights] = [lattice.z + step * stride, lattice.weights + step * stride];
      this.#output.multiply(below, step, z);
      kernels.findBest(z, this.#tagCount, lattice.best + step * laneBytes, most);
      kernels.softmax(z, this.#tagCount, most, weights, sums);
      kernels.prepare(z, weights, most, sums, this.#tagCount);
      cost += this.#cost;
      if (cost > yieldCost) {
        yield cost;
        cost = 0;
      }
    }
    yield cost;
    const powers = yield* this.#sumPaths(group, lattice, allocate(), scratch);
    const scores = yield* this.#findPath(group, lattice, allocate(), scratch);
    const one = scratch.allocate(group.time * laneBytes);
    scratch.views.floats.fill(1, one / 4, one / 4 + group.time * 8);
    return { best: lattice.best, powers, sums: one, scores, emissions: lattice.weights, size: this.#size };
  }

  /** The probability of each tag over all paths, in the place of the shares of the paths that reach it. */
  *#sumPaths(
    { time, lengths }: Group,
    { weights, stride }: Lattice,
    shares: number,
    scratch: Arena,
  ): Generator<number, number> {
    const { kernels } = this.#context;
    const { into, outOf, start, end } = this.#factors;
    const [K, blocks] = [this.#tagCount, this.#size / 4];
    const [reached, rest] = [scratch.allocate(stride), scratch.allocate(stride)];
    kernels.spread(start, reached, this.#size);
    for (let step = 0; step < time; step++) {
      const [own, weight] = [shares + step * stride, weights + step * stride];
      if (step > 0) kernels.multiply(into, own - stride, reached, blocks, K);
      kernels.weigh(reached, weight, own, K);
      if (step % 64 === 0) yield 64 * this.#cost;
    }
    kernels.spread(end, rest, this.#size);
    for (let step = time - 1; step >= 0; step--) {
      const [own, weight] = [shares + step * stride, weights + step * stride];
      kernels.rest(rest, end, K, lengths, step);
      kernels.weigh(own, rest, own, K);
      kernels.join(rest, weight, rest, K);
      kernels.multiply(outOf, rest, reached, blocks, K);
      kernels.weigh(reached, this.#ones, rest, K);
      if (step % 64 === 0) yield 64 * this.#cost;
    }
    return shares;
  }

  /** The score of the best path through each tag; the best tag of each step. */
  *#findPath(
    { time, lengths }: Group,
    { z, best, stride }: Lattice,
    paths: number,
    scratch: Arena,
  ): Generator<number, number> {
    const { kernels } = this.#context;
    const { into, outOf, start, end } = this.#scores;
    const [K, blocks] = [this.#tagCount, this.#size / 4];
    const [before, most] = [scratch.allocate(stride), scratch.allocate(laneBytes)];
    for (let step = 0; step < time; step++) {
      const [own, tags] = [paths + step * stride, z + step * stride];
      if (step > 0) kernels.maximize(into, own - stride, own, blocks, K);
      else kernels.spread(start, own, this.#size);
      kernels.add(own, tags, own, K);
      if (step % 64 === 0) yield 64 * this.#cost;
    }
    kernels.spread(end, before, this.#size);
    for (let step = time - 1; step >= 0; step--) {
      const [own, tags] = [paths + step * stride, z + step * stride];
      kernels.rest(before, end, K, lengths, step);
      kernels.add(own, before, own, K);
      kernels.findBest(own, K, best + step * laneBytes, most);
      kernels.add(before, tags, tags, K);
      kernels.maximize(outOf, tags, before, blocks, K);
      if (step % 64 === 0) yield 64 * this.#cost;
    }
    return paths;
  }
}

/** Transitions between K tags and the boundary in the layout of the kernels. */
function placeTransitions(arena: Arena, K: number, value: (from: number, to: number) => number) {
  const tags = inOrder(K, 4);
  const matrix = (entry: (n: number, k: number) => number) => {
    const values = new Float32Array(tags.length * K);
    for (let n = 0; n < K; n++)
      for (let k = 0; k < K; k++) values[((n >> 2) * K + k) * 4 + (n & 3)] = entry(n, k);
    return arena.placeFloats(values);
  };
  const column = (entry: (n: number) => number) =>
    arena.placeFloats(tags.map((tag) => (tag < 0 ? 0 : entry(tag))));
  return {
    into: matrix((to, from) => value(from, to)),
    outOf: matrix((from, to) => value(from, to)),
    start: column((to) => value(K, to)),
    end: column((from) => value(from, K)),
  };
}
