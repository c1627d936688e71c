import { TaggerError } from '../errors';

/** Numbers of strings. */
export interface StringIndex {
  has(string: string): boolean;
  get(string: string): number | undefined;
}

/** Strings by their places. */
export interface StringList {
  readonly length: number;
  at(place: number): string | undefined;
}

/**
 * Numbers distinct strings in their order, from `firstId`.
 *
 * @throws TaggerError if one stands there twice.
 */
export function indexStrings(strings: readonly string[], firstId: number, listName: string): StringIndex {
  const ids = new Map<string, number>();
  for (let position = 0; position < strings.length; position++) {
    const string = strings[position]!;
    ids.set(string, position + firstId);
    if (ids.size === position) throw new TaggerError(`the ${listName} holds ${JSON.stringify(string)} twice`);
  }
  return ids;
}

/** Whether each string comes after the one before, in the order of their UTF-16 units: then none is there twice. */
export function isAscending(strings: StringList): boolean {
  let last = strings.at(0);
  for (let place = 1; place < strings.length; place++) {
    const next = strings.at(place)!;
    if (!(last! < next)) return false;
    last = next;
  }
  return true;
}
