import { createRandom } from '@tagger/core/internal';

/**
 * Random numbers for the inner loop, which takes some ten for every word: sfc32 (Doty-Humphrey, PractRand), seeded by
 * core's generator.
 */
export class FastRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, stream: string) {
    const random = createRandom(seed, 'skip-gram', stream);
    const draw = () => random.integer(2 ** 32) | 0;
    [this.#a, this.#b, this.#c] = [draw(), draw(), draw()];
    for (let round = 0; round < 12; round += 1) this.uniform(); // mixes the seed, as its author asks
  }

  /** Uniform in [0, 1), in steps of 2⁻³². */
  uniform(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A whole number in [0, below), for `below` far under 2³². */
  integer(below: number): number {
    return Math.floor(this.uniform() * below);
  }
}
