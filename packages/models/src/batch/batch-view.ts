import type { Random, WordIds } from '@tagger/core/internal';
import type { LanePlan } from './lanes';

/*
 * Axes:  T time   B batch: sentences or lanes   R distinct words
 */

/** A batch as layers read it. */
export interface BatchView {
  /** Of the sentences. */
  readonly lengths: Int32Array;
  /** Where the sentences are. */
  readonly plan: LanePlan;
  /** The distinct words [R]. */
  readonly words: readonly WordIds[];
  /** The place of each step's word among them [T, B]. */
  readonly places: Int32Array;
  /** In training: what a loss is computed of. */
  readonly target?: BatchTarget | undefined;
  /** In training: what is dropped. */
  readonly noise?: Noise | undefined;
}

export interface BatchTarget {
  /** The gold tag of each step, by the name of the output [T, B]; -1 where it is not known, and in the padding; `openTag` (-2) for an open step. */
  readonly tags: Readonly<Record<string, Int32Array>>;
  /** Sentences over which the mean of the loss is taken: those of all batches of a step. */
  readonly sentences: number;
}

/** Shares of values that are dropped in training, at random, in [0, 1). */
export interface Dropout {
  /** Of the values of a word; the same ones wherever the word is in the batch. */
  readonly input: number;
  /**
   * Of the output of each layer; the same ones at all steps of a sentence (Gal and Ghahramani, A Theoretically Grounded
   * Application of Dropout in Recurrent Neural Networks, 2016).
   */
  readonly hidden: number;
  /** Of words that are taken for the unknown word. */
  readonly word: number;
}

/** What is dropped, and by which random numbers. */
export interface Noise {
  readonly dropout: Dropout;
  readonly random: Random;
}

/** 0 for what is dropped, and 1 / (1 − share) elsewhere, so that the mean stays 1; nothing where nothing is dropped. */
export function drawMask(
  length: number,
  share: 'input' | 'hidden',
  noise: Noise | undefined,
): Float32Array | undefined {
  const dropped = noise?.dropout[share] ?? 0;
  if (!noise || dropped === 0) return undefined;
  const mask = new Float32Array(length);
  noise.random.fillMask(mask, { share: dropped, kept: 1 / (1 - dropped) });
  return mask;
}
