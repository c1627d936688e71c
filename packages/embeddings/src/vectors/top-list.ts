/** The ids with the highest scores, the best first; of equal scores the one that came first. */
export class TopList {
  readonly entries: { readonly id: number; readonly score: number }[] = [];
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  /** A score must be above this to enter. */
  get threshold(): number {
    if (this.#count < 1) return Infinity;
    return this.entries.length < this.#count ? -Infinity : this.entries[this.#count - 1]!.score;
  }

  add(id: number, score: number): void {
    if (!(score > this.threshold)) return;
    let place = this.entries.length;
    while (place > 0 && this.entries[place - 1]!.score < score) place -= 1;
    this.entries.splice(place, 0, { id, score });
    this.entries.length = Math.min(this.entries.length, this.#count);
  }
}
