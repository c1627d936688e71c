import type { Arena } from './arena';
import { type Kernels, laneBytes, laneCount } from './kernels';
import type { Layout } from './layout';

/** Sequences side by side, one in each lane. */
export interface Group {
  /** Steps of the longest. */
  readonly time: number;
  /** Steps of the shortest. */
  readonly shortest: number;
  /** Steps of each. */
  readonly counts: readonly number[];
  /** Address of the same, int32 [8]. */
  readonly lengths: number;
  /** Where the outputs of the steps are. */
  readonly layout: Layout;
}

/** The outputs of a recurrence, or of any layer, as products read them: for eight places int16 [H / 2, 8, 2], and factors [8]. */
export interface Steps {
  readonly h16: number;
  readonly stride: number;
  readonly scales: number;
  readonly scaleStride: number;
}

/** The outputs at some places, eight side by side again. */
export function pickSteps(
  { h16, stride, scales, scaleStride }: Steps,
  places: readonly number[],
  scratch: Arena,
): Steps {
  const count = Math.ceil(places.length / laneCount);
  const picked = scratch.allocate(count * stride);
  const pickedScales = scratch.allocate(count * laneBytes);
  const { words } = scratch.views;
  // Shifts instead of divisions by 4: V8 keeps numbers that might be fractions as objects.
  for (let index = 0; index < places.length; index++) {
    const row = places[index]! >> 3;
    const lane = places[index]! & 7;
    const from = ((h16 + row * stride) >>> 2) + lane;
    const to = ((picked + (index >> 3) * stride) >>> 2) + (index & 7);
    for (let at = 0; at < stride >>> 2; at += laneCount) words[to + at] = words[from + at]!;
    words[(pickedScales >>> 2) + index] = words[((scales + row * scaleStride) >>> 2) + lane]!;
  }
  return { h16: picked, stride, scales: pickedScales, scaleStride: laneBytes };
}

/** What a recurrence reads: U x + b of each step, or the layer below. */
export type RecurrenceInput =
  /** Addresses of the rows [T, 8], and where a row has what belongs to this recurrence. */
  { readonly rows: number; readonly offset: number } | { readonly below: readonly Steps[] };

/** Called after each step with the address of h, float32 [H, 8]. */
export type Visit = (step: number, hidden: number) => void;

/** A recurrence in the kernels' memory. */
export interface KernelRecurrence {
  /** Multiplications of a step of all lanes. */
  readonly cost: number;
  /** Sequences, at most, that are computed one by one: their outputs may be in any layout, those of more have a lane each. */
  readonly oneByOne: number;
  /**
   * Runs it over a group, in the order of its direction. Yields now and then, with what it has cost since, so that others may have their turn.
   *
   * @param scratch for the outputs, and what is needed meanwhile
   */
  run(group: Group, input: RecurrenceInput, scratch: Arena, visit?: Visit): Generator<number, Steps>;
}

/** Cost after which a generator yields: about a tenth of a millisecond. */
export const yieldCost = 2e6;

/** Steps in the order in which a direction reads them. */
export function stepAt(index: number, time: number, isBackward: boolean): number {
  return isBackward ? time - 1 - index : index;
}

export interface KernelContext {
  readonly kernels: Kernels;
  /** For what stays: weights. */
  readonly arena: Arena;
}
