import type { WordIds } from '@tagger/core/internal';
import type { Arena } from './arena';
import { laneBytes } from './kernels';
import type { PartPlan, RecurrencePlan } from './plan-network';
import { Projection } from './projection';
import type { KernelContext } from './recurrence';
import { createPart, type KernelPart, projectRecurrence } from './word-parts';

/** What reading a word and filling its vector cost beside the products, in multiplications. */
const readingCost = 2e5;

/** x of words, and from it U x + b of the first layer. */
export class WordEncoder {
  readonly projection: Projection;
  readonly #parts: readonly KernelPart[];
  readonly #size: number;

  constructor(
    context: KernelContext,
    parts: readonly PartPlan[],
    recurrences: readonly RecurrencePlan[],
    isFixed: boolean,
  ) {
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    this.#size = Math.ceil(size / 2) * 2;
    this.#parts = parts.map((part) => createPart(context, part));
    const targets = recurrences.map((plan) => projectRecurrence(context, plan, size, isFixed));
    this.projection = new Projection(context, targets, this.#size, isFixed);
  }

  /** Writes the rows of up to eight words. @param row address of the first of eight */
  *encode(words: readonly WordIds[], row: number, scratch: Arena): Generator<number, void> {
    const bytes = this.#size * laneBytes;
    const x = scratch.allocate(bytes);
    scratch.clear(x, bytes);
    let start = x;
    for (const part of this.#parts) {
      yield* part.encode(words, start, scratch);
      start += part.size * laneBytes;
    }
    this.projection.run(x, row, scratch);
    yield this.projection.cost + words.length * readingCost;
  }
}
