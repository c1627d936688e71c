import { TaggerError } from '../errors';

/** Numbers of strings. */
export interface StringIndex {
  has(string: string): boolean;
  get(string: string): number | undefined;
}

/** From so many strings on, a map of them takes more time to make than a model has for its first tag. */
const longList = 10_000;

/**
 * Numbers distinct strings in their order, from `firstId`.
 *
 * @throws TaggerError if one stands there twice.
 */
export function indexStrings(strings: readonly string[], firstId: number, listName: string): StringIndex {
  if (strings.length >= longList && areAscending(strings)) return new SortedStrings(strings, firstId);
  const ids = new Map<string, number>();
  for (let position = 0; position < strings.length; position++) {
    const string = strings[position]!;
    ids.set(string, position + firstId);
    if (ids.size === position) throw new TaggerError(`the ${listName} holds ${JSON.stringify(string)} twice`);
  }
  return ids;
}

/** Whether each string comes after the one before, in the order of their UTF-16 units: then none is there twice. */
export function areAscending(strings: readonly string[]): boolean {
  for (let index = 1; index < strings.length; index++)
    if (!(strings[index - 1]! < strings[index]!)) return false;
  return true;
}

/** Strings in ascending order, found by halves. */
class SortedStrings implements StringIndex {
  constructor(
    private readonly strings: readonly string[],
    private readonly firstId: number,
  ) {}

  has(string: string): boolean {
    return this.get(string) !== undefined;
  }

  get(string: string): number | undefined {
    let [low, high] = [0, this.strings.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.strings[middle]! < string) low = middle + 1;
      else high = middle;
    }
    return this.strings[low] === string ? low + this.firstId : undefined;
  }
}
