import { planBatches } from '@tagger/core';

/** A network that is ready to run. */
export interface TaggingNetwork {
  /** Which sentences are best run together, given the lengths of all. */
  plan(lengths: readonly number[]): number[][];
  /** Runs sentences together. */
  run(sentences: readonly (readonly string[])[]): Promise<BatchScores>;
  release(): Promise<void>;
}

/** Sentences of like length side by side, padded to the longest; more of them would leave the processor's cache. */
export const planPadded = (lengths: readonly number[]) =>
  planBatches(lengths, { size: 256, maximumTokens: 8192 });

/** What a network says of the words of a sentence, [T, K] each. */
export interface StepScores {
  readonly probabilities: Float32Array;
  /** The tag of a word is that with the highest one: the most probable, or that of the best path. */
  readonly scores: Float32Array;
}

/** The same of sentences together, in the order in which the graph gives it: that of a step starts at `place`. */
export interface BatchScores extends StepScores {
  place(sentence: number, step: number): number;
}
