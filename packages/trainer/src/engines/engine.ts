import type { Batch } from '@tagger/core';
import type { NetworkConfiguration, NetworkParameters } from '@tagger/models';

/** What trains a network. The training loop knows nothing of a runtime or a device beyond this. */
export interface Engine {
  /** What runs the arithmetic, as people know it, with its version and device. */
  readonly name: string;
  /** Starts from these parameters, which the session takes over. */
  createSession(options: TrainingSessionOptions): Promise<TrainingSession>;
}

export interface TrainingSessionOptions {
  readonly configuration: NetworkConfiguration;
  readonly parameters: NetworkParameters<Float32Array>;
  /** [|V|] 1 for each word whose vector stays as it is; without it all learn. */
  readonly frozenWords?: Uint8Array | undefined;
  /** Gradients are scaled down together where their norm is above this. */
  readonly clipNorm: number;
}

/** A network in training. */
export interface TrainingSession {
  /** Forward, backward, update. */
  step(batch: Batch, learningRate: number): Promise<StepResult>;
  /**
   * One step on several batches as if they were one: their gradients are summed before the update, and the loss is the mean
   * over the sentences of all. It needs the memory of one.
   */
  accumulate(batches: readonly Batch[], learningRate: number): Promise<StepResult>;
  /** Forward alone. */
  predict(batch: Batch): Promise<Prediction>;
  /** The parameters as they are now. They go on changing with the next step: copy what is to be kept. */
  readParameters(): Promise<NetworkParameters<Float32Array>>;
  release(): Promise<void>;
}

export interface StepResult {
  /** Mean over the batch's sentences of the sum over their steps, before the update. */
  readonly loss: number;
  /** Norm of all gradients together, before clipping. */
  readonly gradientNorm: number;
}

export interface Prediction {
  /** õ [T, B, K] */
  readonly logits: Float32Array;
}
