import type { BatchOptions } from '@tagger/core';

/** A network that is ready to run. */
export interface TaggingNetwork {
  /** Sentences that it runs together at best. */
  readonly limits: BatchOptions;
  /** Runs sentences together. */
  run(sentences: readonly (readonly string[])[]): Promise<BatchScores>;
  release(): Promise<void>;
}

/** Sentences side by side. */
export const sideBySide: BatchOptions = { size: 256, maximumTokens: 8192 };

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
