import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { type Chance, fillMask } from './fill-mask';

/** A stream of random numbers that is the same on every machine: only exactly rounded arithmetic is used. */
export interface Random {
  /** Uniform in [low, high), in steps of (high - low) / 2^53; by default in [0, 1). */
  uniform(low?: number, high?: number): number;
  /** Fills a mask with 0 where the next `uniform()` is below `share`, and with `kept` elsewhere: in a third of the time. */
  fillMask(mask: Float32Array, chance: Chance): void;
  /** Normal with mean 0 and variance 1. */
  normal(): number;
  /** A whole number in [0, below). @throws RangeError unless `below` is a whole number of at least 1. */
  integer(below: number): number;
  /** Puts the items in a random order, in place; every order is equally likely. */
  shuffle<T>(items: T[]): void;
}

/**
 * The random numbers of a seed. Names and numbers after the seed choose one of its independent streams:
 * `createRandom(1, 'epoch', 3)` is the same whatever was drawn for the epochs before it.
 */
export function createRandom(seed: number, ...stream: (string | number)[]): Random {
  const key = JSON.stringify([seed, ...stream]);
  return new XoroshiroRandom(lanes.map((lane) => hash(key, lane)));
}

class XoroshiroRandom implements Random {
  #generator;
  #spareNormal: number | undefined;

  constructor(state: readonly number[]) {
    this.#generator = xoroshiro128plusFromState(state);
  }

  uniform(low = 0, high = 1): number {
    return low + (high - low) * uniformFloat64(this.#generator);
  }

  fillMask(mask: Float32Array, chance: Chance): void {
    this.#generator = xoroshiro128plusFromState(fillMask(this.#generator.getState(), mask, chance));
  }

  integer(below: number): number {
    if (!(Number.isSafeInteger(below) && below >= 1)) {
      throw new RangeError(`integer(below) needs a whole number of at least 1, not ${below}`);
    }
    return uniformInt(this.#generator, 0, below - 1);
  }

  /** Fisher–Yates. */
  shuffle<T>(items: T[]): void {
    for (let last = items.length - 1; last > 0; last--) {
      const chosen = this.integer(last + 1);
      [items[last], items[chosen]] = [items[chosen] as T, items[last] as T];
    }
  }

  /**
   * Box–Muller: a random direction at the distance √(2e), e exponential, is a pair of normal numbers. The
   * textbook's sine, cosine and logarithm may differ in their last bit from machine to machine, so none is
   * taken: the direction is that of a point in the unit disc, and e comes from comparisons alone.
   */
  normal(): number {
    const spare = this.#spareNormal;
    if (spare !== undefined) {
      this.#spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const x = this.uniform(-1, 1);
      const y = this.uniform(-1, 1);
      const squared = x * x + y * y;
      if (squared > 0 && squared < 1) {
        const scale = Math.sqrt((2 * this.#exponential()) / squared);
        this.#spareNormal = scale * y;
        return scale * x;
      }
    }
  }

  /**
   * Exponential with mean 1, by von Neumann (Various techniques used in connection with random digits, 1951):
   * uniform numbers that begin with u fall for an odd number of steps with probability
   * 1 - u + u²/2! - … = exp(-u).
   */
  #exponential(): number {
    for (let whole = 0; ; whole++) {
      const first = this.uniform();
      let length = 1;
      for (let last = first, next = this.uniform(); next < last; last = next, next = this.uniform()) length++;
      if (length % 2 === 1) return whole + first;
    }
  }
}

/** One hash seed for each 32-bit word of the generator's state; any four different numbers would do. */
const lanes = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x6a09e667];

/** MurmurHash3 (Appleby, x86, 32 bits), each UTF-16 unit of the key taken as one block. */
function hash(key: string, seed: number): number {
  let state = seed;
  for (let index = 0; index < key.length; index++) {
    const block = Math.imul(rotate(Math.imul(key.charCodeAt(index), 0xcc9e2d51), 15), 0x1b873593);
    state = Math.imul(rotate(state ^ block, 13), 5) + 0xe6546b64;
  }
  state ^= key.length;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return state ^ (state >>> 16);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
