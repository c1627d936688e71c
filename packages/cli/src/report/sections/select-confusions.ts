import type { ConfusionMatrix } from '@tagger/core';

/** More tags make a matrix that no screen holds. */
export const mostTags = 24;

export interface SelectedConfusions extends ConfusionMatrix {
  /** Whether the last row and column stand for all other tags together. */
  readonly hasRest: boolean;
}

/**
 * The matrix if it is small enough, or else the tags with the most errors in row and column, and all others as one: what
 * one of those was taken for another is then on the diagonal.
 */
export function selectConfusions({ tags, counts }: ConfusionMatrix): SelectedConfusions {
  if (tags.length <= mostTags) return { tags, counts, hasRest: false };
  const errors = tags.map((_, tag) => {
    const row = counts[tag]!.reduce((sum, count) => sum + count, 0);
    const column = counts.reduce((sum, other) => sum + other[tag]!, 0);
    return row + column - 2 * counts[tag]![tag]!;
  });
  const order = [...tags.keys()].sort((a, b) => errors[b]! - errors[a]! || a - b);
  const chosen = order.slice(0, mostTags - 1).sort((a, b) => a - b);
  const place = new Map(chosen.map((tag, index) => [tag, index]));
  const selected = Array.from({ length: mostTags }, () => new Array<number>(mostTags).fill(0));
  for (const [gold, row] of counts.entries())
    for (const [given, count] of row.entries())
      selected[place.get(gold) ?? mostTags - 1]![place.get(given) ?? mostTags - 1]! += count;
  return { tags: chosen.map((tag) => tags[tag]!), counts: selected, hasRest: true };
}
