/** A network that is ready to run. */
export interface TaggingNetwork {
  /** Runs sentences side by side. */
  run(sentences: readonly (readonly string[])[]): Promise<StepScores[]>;
  release(): Promise<void>;
}

/** What a network says of the words of a sentence, [T, K] each. */
export interface StepScores {
  readonly probabilities: Float32Array;
  /** The tag of a word is that with the highest one: the most probable, or that of the best path. */
  readonly scores: Float32Array;
}
