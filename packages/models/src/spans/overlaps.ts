/** A place among words. */
interface Place {
  readonly start: number;
  readonly end: number;
}

export function overlapsAny({ start, end }: Place, others: readonly Place[]): boolean {
  return others.some((other) => start < other.end && other.start < end);
}

/** Of places that overlap, the longest, and of those the first, in the order of the words. */
export function dropOverlaps<Found extends Place & { readonly rule: number }>(
  places: readonly Found[],
): Found[] {
  const order = places.toSorted(
    (a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start || a.rule - b.rule,
  );
  const taken = new Set<number>();
  const kept: Found[] = [];
  for (const place of order) {
    let isFree = true;
    for (let word = place.start; word < place.end && isFree; word++) isFree = !taken.has(word);
    if (!isFree) continue;
    for (let word = place.start; word < place.end; word++) taken.add(word);
    kept.push(place);
  }
  return kept.sort((a, b) => a.start - b.start);
}
