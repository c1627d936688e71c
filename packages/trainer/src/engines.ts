/**
 * What the author of an engine needs, which computes the steps of a training: types. `@tagger/trainer/testing` has its contract.
 *
 * @module @tagger/trainer/engines
 */

export type { PreparedBatch } from './batches/prepare-batch';
export type {
  Engine,
  Prediction,
  StepRates,
  StepResult,
  SubmittedStep,
  TrainingSession,
  TrainingSessionOptions,
} from './engines/engine';
export type { Optimizer } from './optimizers/optimizer';
