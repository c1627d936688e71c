import type { Arena } from './arena';
import { laneBytes, laneCount } from './kernels';
import { inLanes, packed, placesOf } from './layout';
import { type Group, pickSteps, type Steps } from './recurrence';
import type { GroupWords } from './score-collector';

/** Sentences that are computed side by side. */
export interface GroupInput {
  readonly sentences: readonly (readonly string[])[];
  /** Of those side by side. */
  readonly indexes: readonly number[];
  /** The places of their words in the batch. */
  readonly targets: readonly number[];
  /** The numbers of the rows of the words of the batch. */
  readonly rows: Uint32Array;
}

/** The same with what the outputs read of them. */
export interface OpenGroup extends GroupWords, Pick<GroupInput, 'sentences' | 'indexes' | 'rows'> {
  readonly group: Group;
  readonly below: readonly Steps[];
  readonly scratch: Arena;
}

/** Of the places of a group, the share that words have to take if the gaps between them are to be computed with them. */
const gapShare = 0.85;

/** Without the gaps between its sentences, if there are many. */
export function closeGaps(open: OpenGroup): OpenGroup {
  const { group, below, places, ...rest } = open;
  const { stride, rows } = group.layout;
  if (stride === 1 || places.length >= gapShare * laneCount * rows) return open;
  const layout = packed(group.counts);
  return {
    group: { ...group, layout },
    below: below.map((steps) => pickSteps(steps, places, rest.scratch)),
    places: placesOf(layout, group.counts),
    ...rest,
  };
}

export function createGroup(counts: readonly number[], isPacked: boolean, scratch: Arena): Group {
  const address = scratch.allocate(laneBytes);
  const { words } = scratch.views;
  for (let lane = 0; lane < laneCount; lane++) words[address / 4 + lane] = counts[lane] ?? 0;
  const time = Math.max(...counts);
  return {
    time,
    shortest: counts.length < laneCount ? 0 : Math.min(...counts),
    counts,
    lengths: address,
    layout: isPacked ? packed(counts) : inLanes(time),
  };
}
