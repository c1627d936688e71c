import { laneCount } from './kernels';

/*
 * Kernels compute eight values side by side. A place is the number of such a value: of eight places p, those of a row, p >> 3 is the same.
 */

/** Where the steps of sequences are: step t of sequence s at the place `starts[s] + t · stride`. */
export interface Layout {
  readonly starts: readonly number[];
  readonly stride: number;
  /** Rows of eight places. */
  readonly rows: number;
}

const lanes = Array.from({ length: laneCount }, (_, lane) => lane);

/** A sequence in each lane: the steps at the same time are a row. */
export function inLanes(time: number): Layout {
  return { starts: lanes, stride: laneCount, rows: time };
}

/** One sequence behind the other, for what reads each step by itself. */
export function packed(counts: readonly number[]): Layout {
  let end = 0;
  const starts = counts.map((count) => {
    end += count;
    return end - count;
  });
  return { starts, stride: 1, rows: Math.ceil(end / laneCount) };
}

/** The places of all steps, sequence by sequence. */
export function placesOf({ starts, stride }: Layout, counts: readonly number[]): number[] {
  const places: number[] = [];
  for (let sequence = 0; sequence < counts.length; sequence++)
    for (let step = 0, place = starts[sequence]!; step < counts[sequence]!; step++, place += stride)
      places.push(place);
  return places;
}

/** The index of a value of a place in an array [rows, size, 8] of values of 4 bytes. */
export function indexOf(address: number, size: number, place: number, value: number): number {
  return address / 4 + ((place >> 3) * size + value) * laneCount + (place & 7);
}
