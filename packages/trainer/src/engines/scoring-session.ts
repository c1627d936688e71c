import type { Named } from '@tagger/models/internal';
import type { PreparedBatch } from '../batches/prepare-batch';
import { copyParameters } from '../training/copy-parameters';
import type { StepRates, SubmittedStep, TrainingSession } from './engine';

/**
 * A session that can also score other parameters than those in training, such as their mean. Whatever fails meanwhile,
 * `readParameters` returns those in training: nothing that is saved can be the others.
 */
export class ScoringSession implements TrainingSession {
  /** Those in training, while the session holds others. */
  #trained: Named<Float32Array> | undefined;

  constructor(private readonly session: TrainingSession) {}

  /** Runs `score` while `predict` uses these parameters. */
  async scoreWith<Result>(parameters: Named<Float32Array>, score: () => Promise<Result>): Promise<Result> {
    this.#trained = copyParameters(await this.session.readParameters());
    await this.session.writeParameters(copyParameters(parameters));
    const result = await score();
    await this.session.writeParameters(this.#trained);
    this.#trained = undefined;
    return result;
  }

  step(batches: readonly PreparedBatch[], rates: StepRates) {
    if (this.#trained) throw new Error('the session holds parameters that are not in training');
    return this.session.step(batches, rates);
  }

  /** How many steps may be submitted before the result of the first one is asked for. */
  get mostUnderWay(): number {
    return this.session.submit ? 16 : 1;
  }

  /** Starts a step; with an engine that cannot, it has ended then. */
  async submit(batches: readonly PreparedBatch[], rates: StepRates): Promise<SubmittedStep> {
    if (!this.session.submit) {
      const result = await this.step(batches, rates);
      return { result: async () => result };
    }
    if (this.#trained) throw new Error('the session holds parameters that are not in training');
    return this.session.submit(batches, rates);
  }

  predict(batch: PreparedBatch) {
    return this.session.predict(batch);
  }

  async readParameters(): Promise<Named<Float32Array>> {
    return this.#trained ?? this.session.readParameters();
  }

  writeParameters(parameters: Named<Float32Array>): Promise<void> {
    return this.session.writeParameters(parameters);
  }

  readOptimizerStates() {
    return this.session.readOptimizerStates();
  }

  release(): Promise<void> {
    return this.session.release();
  }
}
