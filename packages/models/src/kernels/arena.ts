import { TaggerError } from '@tagger/core';
import type { KernelMemory } from './kernels';
import { createViews, type Views } from './views';

const pageBytes = 2 ** 16;
/** That is what WebAssembly can address. */
const maximumBytes = 2 ** 32 - pageBytes;

/** Hands out addresses of a memory, one behind the other, and makes it grow. */
export class Arena {
  readonly #view: () => Views;

  /** @param end the first free address */
  constructor(
    readonly memory: KernelMemory,
    public end = 0,
  ) {
    this.#view = createViews(memory);
  }

  /** The memory as it is now: an allocation may replace it. */
  get views(): Views {
    return this.#view();
  }

  /** @throws TaggerError if there is no more memory */
  allocate(bytes: number): number {
    const address = Math.ceil(this.end / 16) * 16;
    this.end = address + bytes;
    const missing = this.end - this.memory.buffer.byteLength;
    if (missing > 0) this.#grow(missing);
    return address;
  }

  /** Memory for float32 values, which are zero or what was there before. */
  allocateFloats(count: number): number {
    return this.allocate(4 * count);
  }

  placeFloats(values: ArrayLike<number>): number {
    const address = this.allocateFloats(values.length);
    this.views.floats.set(values, address / 4);
    return address;
  }

  placeWords(values: ArrayLike<number>): number {
    const address = this.allocate(4 * values.length);
    this.views.words.set(values, address / 4);
    return address;
  }

  placeHalves(values: ArrayLike<number>): number {
    const address = this.allocate(2 * values.length);
    this.views.halves.set(values, address / 2);
    return address;
  }

  clear(address: number, bytes: number): void {
    this.views.words.fill(0, address / 4, (address + bytes) / 4);
  }

  #grow(missing: number): void {
    try {
      if (this.end > maximumBytes) throw new RangeError('more than can be addressed');
      this.memory.grow(Math.ceil(missing / pageBytes));
    } catch (cause) {
      throw new TaggerError('there is not enough memory for sentences of this length', {
        hint: 'cut them into shorter ones',
        cause,
      });
    }
  }
}
