import type { ConfusionMatrix } from './metrics';

/** Counts pairs of tags; takes memory for the pairs that occur, however many tokens there are. */
export class ConfusionCounts {
  readonly #ids = new Map<string, number>();
  readonly #counts: Map<number, number>[] = [];

  add(gold: string, predicted: string): void {
    const row = this.#counts[this.#id(gold)]!;
    const column = this.#id(predicted);
    row.set(column, (row.get(column) ?? 0) + 1);
  }

  toMatrix(): ConfusionMatrix {
    const tags = [...this.#ids.keys()].sort();
    const ids = tags.map((tag) => this.#ids.get(tag)!);
    return {
      tags,
      counts: ids.map((gold) => ids.map((predicted) => this.#counts[gold]!.get(predicted) ?? 0)),
    };
  }

  #id(tag: string): number {
    let id = this.#ids.get(tag);
    if (id === undefined) {
      id = this.#counts.push(new Map()) - 1;
      this.#ids.set(tag, id);
    }
    return id;
  }
}
