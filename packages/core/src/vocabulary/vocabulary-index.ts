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
  for (const [position, string] of strings.entries()) {
    if (ids.has(string)) throw new TaggerError(`the ${listName} holds ${JSON.stringify(string)} twice`);
    ids.set(string, position + firstId);
  }
  return ids;
}
