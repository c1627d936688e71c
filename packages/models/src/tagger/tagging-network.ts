/** A network that is ready to run. */
export interface TaggingNetwork {
  /** Runs sentences side by side. */
  run(sentences: readonly (readonly string[])[]): Promise<BatchScores>;
  release(): Promise<void>;
}

/** What a network says of the words of a sentence, [T, K] each. */
export interface StepScores {
  readonly probabilities: Float32Array;
  /** The tag of a word is that with the highest one: the most probable, or that of the best path. */
  readonly scores: Float32Array;
}

/** The same of sentences side by side, in the order in which the graph gives it: that of a step starts at `place`. */
export interface BatchScores extends StepScores {
  place(sentence: number, step: number): number;
}
