import type { FastRandom } from './fast-random';

/**
 * Draws i with probability weightᵢ / Σ weights in constant time: the alias method (Walker 1977; Vose 1991). Each of n
 * equally likely columns holds i up to its limit and one other index above it.
 */
export class AliasTable {
  readonly #limits: Float64Array;
  readonly #aliases: Int32Array;

  /** @param weights positive, at least one */
  constructor(weights: Float64Array) {
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    this.#limits = weights.map((weight) => weight / mean);
    this.#aliases = Int32Array.from(weights.keys());
    const indexes = [...weights.keys()];
    const small = indexes.filter((index) => this.#limits[index]! < 1);
    const large = indexes.filter((index) => this.#limits[index]! >= 1);
    while (small.length > 0 && large.length > 0) {
      const filled = small.pop()!;
      const giver = large.at(-1)!;
      this.#aliases[filled] = giver;
      this.#limits[giver]! -= 1 - this.#limits[filled]!;
      if (this.#limits[giver]! < 1) small.push(large.pop()!);
    }
    // What is left over has a limit of 1 but for rounding.
    for (const index of [...small, ...large]) this.#limits[index] = 1;
  }

  draw(random: FastRandom): number {
    const column = random.integer(this.#limits.length);
    return random.uniform() < this.#limits[column]! ? column : this.#aliases[column]!;
  }
}
