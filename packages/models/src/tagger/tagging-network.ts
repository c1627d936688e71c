import { planBatches } from '../batch/plan-batches';
import type { Network } from '../network/network';
import { projectionSize } from './tagging-graphs';

/** A network that is ready to run. */
export interface TaggingNetwork {
  /** Which sentences are best run together, given the lengths of all. */
  plan(lengths: readonly number[]): number[][];
  /** Runs sentences together. */
  run(sentences: readonly (readonly string[])[]): Promise<BatchScores>;
  release(): Promise<void>;
}

/** Values of the largest tensor of a batch, at most: 256 MiB. */
const maximumValues = 2 ** 26;

/**
 * The steps that a batch of a large network may have: as many as its memory allows, of the projections and of the scores of
 * all tags.
 */
export function limitSteps(network: Network, steps: number): number {
  const projections = network.layers[0]!.recurrences.length * projectionSize(network);
  const { tagCount } = network.outputs[0]!;
  return Math.max(1, Math.floor(Math.min(steps, maximumValues / projections, maximumValues / 8 / tagCount)));
}

/** Sentences of like length side by side, padded to the longest; more of them would leave the processor's cache. */
export function planPadded(lengths: readonly number[], network: Network): number[][] {
  return planBatches(lengths, { size: 256, maximumTokens: limitSteps(network, 8192) });
}

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
