import type { BatchView } from './batch-view';

/** Axes whose length differs from batch to batch: steps, sentences or lanes, distinct words, characters of the longest word. */
export type AxisName = 'time' | 'batch' | 'words' | 'characters';

/** A tensor that a layer reads of each batch. */
export interface InputSpec {
  /** Unique within a network. */
  readonly name: string;
  readonly type: 'float32' | 'int32';
  readonly axes: readonly (AxisName | number)[];
  /** Its values, row-major; undefined if this batch has none. */
  read(batch: BatchView): Float32Array | Int32Array | undefined;
  /** The table that the values point into: they are ids of its rows. */
  readonly table?: string;
  /** True of what is dropped: batches have it in training alone, and only where something is dropped. */
  readonly isNoise?: boolean;
  /** What further steps hold if a batch is filled up to a given length: zeros, or each its own position; by default zeros. */
  readonly filling?: 'zeros' | 'positions';
}
