import { countValues, isSameShape, type Shape, type Sizes } from '../graph/shape';
import type { StorageKey } from './quantities';

/** A tensor in the memory of a step: from the kernel that writes it to the last one that reads it. */
export interface Temporary {
  readonly key: StorageKey;
  readonly shape: Shape;
  readonly first: number;
  readonly last: number;
}

interface Slot {
  /** Of its tensors, each once. */
  readonly shapes: Shape[];
  free: number;
}

/** Slots of memory, each for tensors that are not needed at the same time. */
export class MemoryPlan {
  readonly #slots: Slot[] = [];
  readonly #places: { readonly key: StorageKey; readonly slot: number }[] = [];

  constructor(temporaries: readonly Temporary[]) {
    for (const { key, shape, first, last } of temporaries.toSorted((a, b) => a.first - b.first)) {
      const free = this.#slots.filter((slot) => slot.free < first);
      const axes = namedAxes(shape);
      const found = free.find(({ shapes }) => shapes.some((other) => namedAxes(other) === axes)) ?? free[0];
      const slot = found ?? { shapes: [], free: -1 };
      if (!found) this.#slots.push(slot);
      if (!slot.shapes.some((other) => isSameShape(other, shape))) slot.shapes.push(shape);
      slot.free = last;
      this.#places.push({ key, slot: this.#slots.indexOf(slot) });
    }
  }

  /**
   * Adds the places of all temporaries.
   * @param start the first number that is free
   * @returns the first one behind them
   */
  place(sizes: Sizes, start: number, offsets: Map<StorageKey, number>): number {
    let end = start;
    const starts = this.#slots.map(({ shapes }) => {
      const begin = end;
      let largest = 0;
      for (const shape of shapes) largest = Math.max(largest, countValues(shape, sizes));
      end += largest;
      return begin;
    });
    for (const { key, slot } of this.#places) offsets.set(key, starts[slot]!);
    return end;
  }
}

const namedAxes = (shape: Shape) =>
  shape
    .filter((dim) => typeof dim === 'string')
    .sort()
    .join(' ');
