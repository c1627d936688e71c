import { countValues, type Dim, lengthOf, type Shape, type Sizes } from '../graph/shape';

/** Where the values of a tensor begin in one of the card's buffers, by this key. */
export type StorageKey = string;

type Quantity =
  | { readonly kind: 'length'; readonly dim: Dim }
  | { readonly kind: 'count'; readonly shape: Shape }
  | { readonly kind: 'offset'; readonly storage: StorageKey };

/** Whole numbers that kernels read and that differ from batch to batch: lengths of axes, counts of values, places in buffers. */
export class Quantities {
  readonly #list: Quantity[] = [];
  readonly #indexes = new Map<string, number>();

  /** @returns its index among the values */
  length(dim: Dim): number {
    return this.#add(`length ${dim}`, { kind: 'length', dim });
  }

  count(shape: Shape): number {
    return this.#add(`count ${shape.join(' ')}`, { kind: 'count', shape });
  }

  offset(storage: StorageKey): number {
    return this.#add(`offset ${storage}`, { kind: 'offset', storage });
  }

  /** Whether a kernel reads or writes what is stored as this. */
  hasOffset(storage: StorageKey): boolean {
    return this.#indexes.has(`offset ${storage}`);
  }

  evaluate(sizes: Sizes, offsets: ReadonlyMap<StorageKey, number>): Uint32Array {
    const values = new Uint32Array(this.#list.length);
    for (const [index, quantity] of this.#list.entries()) {
      if (quantity.kind === 'length') values[index] = lengthOf(quantity.dim, sizes);
      else if (quantity.kind === 'count') values[index] = countValues(quantity.shape, sizes);
      else {
        const offset = offsets.get(quantity.storage);
        if (offset === undefined) throw new Error(`nothing is stored as ${quantity.storage}`);
        values[index] = offset;
      }
    }
    return values;
  }

  #add(key: string, quantity: Quantity): number {
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.#list.length);
    return this.#list.push(quantity) - 1;
  }
}
