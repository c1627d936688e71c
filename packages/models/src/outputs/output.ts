import type { InputSpec } from '../batch/input-spec';
import type { Declarations, Environment, Named, Pass } from '../layers/layer';
import type { FileGraph } from '../model-file/file-graph';
import type { Ops } from '../ops/ops';

/*
 * Axes:  T time   B batch   S what the layers below give   K tags
 */

/** What a network says of each step: its tags, and how they are chosen. */
export interface Output extends Declarations {
  /** Unique within a network. */
  readonly name: string;
  /** K */
  readonly tagCount: number;
  /** What the loss is computed of. */
  readonly targets: readonly InputSpec[];
  /** õ: [T, B, S] → [T, B, K]. */
  forward<T>(ops: Ops<T>, environment: Environment<T>, hidden: T): Pass<T>;
  loss<T>(ops: Ops<T>, environment: Environment<T>, logits: T): Loss<T>;
  decode<T>(ops: Ops<T>, environment: Environment<T>, logits: T): Decoded<T>;
  /** The inputs of `decode` in a model file, whose batch is told by its lengths alone. */
  exportInputs(file: FileGraph, logits: string): Named<string>;
  /** True if `decode` gives scores that are no probabilities: a model file then has them as well. */
  readonly hasScores: boolean;
}

export interface Loss<T> {
  /** A scalar. */
  readonly loss: T;
  /** δõ = ∂L/∂õ [T, B, K]. */
  readonly dLogits: T;
  /** Of parameters that only the loss has. */
  readonly gradients: Named<T>;
}

/** What a tagger reads off the logits, [T, B, K] each. */
export interface Decoded<T> {
  /** log p of each tag at each step. */
  readonly logProbabilities: T;
  /** The tag of a step is that with the highest score: that of the best path, or the most probable one. */
  readonly scores: T;
}
