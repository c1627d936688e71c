import type { CrfInput } from './crf';
import type { LayerInput } from './recurrent-layer';
import type { WordInput } from './word-encoder';

/*
 * Axes:  T time   B batch   S directions · H
 */

/** A batch as a network sees it. */
export interface NetworkInput<T> extends LayerInput<T> {
  /** Each step's word among the distinct ones [T, B]. */
  readonly positions: T;
  /** The distinct words; without them, the rows of `embedding` are the words themselves. */
  readonly words?: WordInput<T> | undefined;
  /** What the output of each layer is multiplied by, [B, S] for all its steps: 0 where it is dropped. */
  readonly dropout?: readonly T[] | undefined;
  /** Of a network with a conditional random field. */
  readonly crf?: CrfInput<T> | undefined;
}

export interface NetworkTarget<T> {
  /** The gold tag of each step [T, B]. */
  readonly tags: T;
  /** What each step counts in the loss [T, B, 1]: nothing in the padding, and where the tag is not known. */
  readonly weight: T;
  /** Of a network with a conditional random field: what a sentence counts, a scalar; `weight` is then that or 0. */
  readonly sentenceWeight?: T | undefined;
}
