import type { Named, Network } from '@tagger/models/internal';
import type { PreparedBatch } from '../batches/prepare-batch';
import type { Optimizer } from '../optimizers/optimizer';

/** What trains a network. The training loop knows nothing of a runtime or a device beyond this. */
export interface Engine {
  /** What runs the arithmetic, as people know it, with its version and device. */
  readonly name: string;
  /** Starts from these parameters, which the session takes over. */
  createSession(options: TrainingSessionOptions): Promise<TrainingSession>;
}

/** What a training session starts from. */
export interface TrainingSessionOptions {
  readonly network: Network;
  readonly parameters: Named<Float32Array>;
  readonly optimizer: Optimizer;
  /** States of the optimiser, named as by `listStates`; zeros without it. */
  readonly optimizerStates?: Named<Float32Array> | undefined;
  /** Of some tables, 1 for each row that stays as it is; all others learn. */
  readonly frozenRows?: Named<Uint8Array> | undefined;
  /** Gradients are scaled down together where their norm is above this. */
  readonly clipNorm: number;
}

/** A network in training. */
export interface TrainingSession {
  /**
   * Forward, backward, update: on several batches as if they were one, in the memory of one. Their gradients are summed before
   * the update, and the loss is the mean over the sentences of all.
   * @param batches prepared together
   */
  step(batches: readonly PreparedBatch[], rates: StepRates): Promise<StepResult>;
  /**
   * Where steps run without the host: starts one as `step` does, and resolves before it has ended. Further steps may be submitted before
   * its result is asked for.
   */
  submit?(batches: readonly PreparedBatch[], rates: StepRates): Promise<SubmittedStep>;
  /** Forward alone. */
  predict(batch: PreparedBatch): Promise<Prediction>;
  /** The parameters as they are now. They go on changing with the next step: copy what is to be kept. */
  readParameters(): Promise<Named<Float32Array>>;
  /** Goes on with other parameters, which the session takes over. */
  writeParameters(parameters: Named<Float32Array>): Promise<void>;
  /** The states of the optimiser as they are now, named as by `listStates`. */
  readOptimizerStates(): Promise<Named<Float32Array>>;
  /** Frees the memory of the engine. */
  release(): Promise<void>;
}

/** The learning rate and the weight decay of a step. */
export interface StepRates {
  /** With the optimiser's correction in it. */
  readonly learningRate: number;
  /** What the step takes of each parameter's own value. */
  readonly decay: number;
}

/** A step that is under way. */
export interface SubmittedStep {
  /** Waits for its end, and for that of all steps before it. */
  result(): Promise<StepResult>;
}

/** The loss and the gradient norm of a step. */
export interface StepResult {
  /** Mean over the batches' sentences of the loss of each, before the update. */
  readonly loss: number;
  /** Norm of all gradients together, before clipping. */
  readonly gradientNorm: number;
}

/** [T, B, K] each, of the first output. */
export interface Prediction {
  /** log p of each tag at each step. */
  readonly logProbabilities: Float32Array;
  /** The tag of a step is that with the highest score. */
  readonly scores: Float32Array;
  /** The scores of each other output of the network; absent if it has one. */
  readonly otherScores?: readonly Float32Array[];
}
