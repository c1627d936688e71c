import { TaggerError } from '../errors';

/**
 * Numbers distinct strings in their order, from `firstId`.
 *
 * @throws TaggerError if one stands there twice.
 */
export function indexStrings(
  strings: readonly string[],
  firstId: number,
  listName: string,
): Map<string, number> {
  const ids = new Map<string, number>();
  for (let position = 0; position < strings.length; position++) {
    const string = strings[position]!;
    ids.set(string, position + firstId);
    if (ids.size === position) throw new TaggerError(`the ${listName} holds ${JSON.stringify(string)} twice`);
  }
  return ids;
}
