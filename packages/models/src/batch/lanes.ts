/** Where sentences stand in a batch of `time` steps: each in one of the lanes, from one of its steps on. */
export interface LanePlan {
  readonly lanes: number;
  readonly time: number;
  /** The lane of each sentence, and its first step there. */
  readonly lane: Int32Array;
  readonly start: Int32Array;
}

/** Each sentence in a lane of its own, the rest of the lane empty. */
export function spreadSentences(lengths: Int32Array): LanePlan {
  const lanes = lengths.length;
  const time = lengths.reduce((longest, length) => Math.max(longest, length), 0);
  return { lanes, time, lane: Int32Array.from(lengths.keys()), start: new Int32Array(lanes) };
}

/**
 * Sentences one behind another, with an empty step between two, in about `width` lanes, so that few steps stay empty. The
 * longest comes first, and each goes to where it leaves the least room (best fit; Johnson, Near-Optimal Bin Packing
 * Algorithms, 1973).
 */
export function packSentences(lengths: Int32Array, width: number): LanePlan {
  const order = Array.from(lengths.keys()).sort((a, b) => lengths[b]! - lengths[a]!);
  const steps = lengths.reduce((sum, length) => sum + length + 1, 0);
  const capacity = Math.max(lengths[order[0]!] ?? 0, Math.ceil(steps / width));
  const lane = new Int32Array(lengths.length);
  const start = new Int32Array(lengths.length);
  /** Lanes by their room, in which a sentence takes a step more than its length; a new one has all of it and that step. */
  const open: number[][] = Array.from({ length: capacity + 2 }, () => []);
  let lanes = 0;
  let time = 0;
  for (const index of order) {
    const length = lengths[index]!;
    let room = length + 1;
    while (room <= capacity && open[room]!.length === 0) room++;
    lane[index] = open[room]!.pop() ?? lanes++;
    start[index] = capacity + 1 - room;
    open[room - length - 1]!.push(lane[index]!);
    time = Math.max(time, start[index]! + length);
  }
  return { lanes, time, lane, start };
}

/** Groups of sentences in their order, each with at most so many steps, an empty one behind each sentence, or a single sentence. */
export function groupSentences(lengths: readonly number[], maximumSteps: number): number[][] {
  const groups: number[][] = [];
  let steps = Number.POSITIVE_INFINITY;
  for (const [index, length] of lengths.entries()) {
    steps += length + 1;
    if (steps > maximumSteps) {
      groups.push([]);
      steps = length + 1;
    }
    groups.at(-1)!.push(index);
  }
  return groups;
}

/** Where each step stands when its sentence is read from the end [T, B]; steps without a word stay where they are. */
export function mirrorLanes(lengths: Int32Array, { lanes, time, lane, start }: LanePlan): Int32Array {
  const mirror = new Int32Array(time * lanes);
  for (let at = 0; at < mirror.length; at++) mirror[at] = at;
  for (let index = 0; index < lengths.length; index++) {
    const first = start[index]! * lanes + lane[index]!;
    const last = first + (lengths[index]! - 1) * lanes;
    for (let at = first; at <= last; at += lanes) mirror[at] = first + last - at;
  }
  return mirror;
}
