import { closest, distance } from 'fastest-levenshtein';

/** A longer name is no slip of the hand. */
const longestName = 64;

/** The name that was probably meant: the one that differs from the name found by at most two edits, whatever the case. */
export function suggest(found: string, names: readonly string[]): string | undefined {
  if (names.length === 0 || found.length > longestName) return undefined;
  const near = closest(found.toLowerCase(), names as string[]);
  const edits = distance(found.toLowerCase(), near.toLowerCase());
  return edits <= 2 && edits < found.length / 2 ? near : undefined;
}
