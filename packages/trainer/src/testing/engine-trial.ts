import { createNetwork, listTrained } from '@tagger/models/internal';
import type { PreparedBatch } from '../batches/prepare-batch';
import type {
  Engine,
  StepRates,
  StepResult,
  TrainingSession,
  TrainingSessionOptions,
} from '../engines/engine';
import { createOptimizer } from '../optimizers/create-optimizer';
import { initializeParameters } from '../training/initialize';
import { createBatches, type EngineCase } from './engine-cases';

/** A network of the contract suite with its batches, to be trained by one engine and another. */
export class EngineTrial {
  readonly network;
  readonly trained: readonly string[];
  readonly batches: readonly PreparedBatch[];
  readonly #optimizer;

  constructor(
    readonly engineCase: EngineCase,
    /** Two steps in the place of ten. */
    readonly isShort: boolean,
  ) {
    this.network = createNetwork(engineCase.configuration, engineCase.openTags);
    this.trained = listTrained(this.network);
    this.batches = createBatches(engineCase).slice(0, isShort ? 2 : 10);
    this.#optimizer = createOptimizer(engineCase.optimizer);
  }

  /** Largest difference of a parameter. Adam divides a gradient by its own size: where that is small, rounding shows in whole. */
  get tolerance(): number {
    return this.engineCase.optimizer === 'adam' ? 5e-4 : 1e-4;
  }

  /** @param step counted from 1 */
  ratesOf(step: number): StepRates {
    const learningRate = this.engineCase.learningRate * this.#optimizer.correction(step);
    return { learningRate, decay: 1e-3 };
  }

  initialParameters() {
    return initializeParameters(this.network, 3);
  }

  start(engine: Engine, more: Partial<TrainingSessionOptions> = {}): Promise<TrainingSession> {
    return engine.createSession({
      network: this.network,
      parameters: this.initialParameters(),
      optimizer: this.#optimizer,
      clipNorm: this.engineCase.clipNorm,
      ...more,
    });
  }

  /** Trains on the batches from this one on. */
  async trainOn(session: TrainingSession, from = 0, to = this.batches.length): Promise<StepResult[]> {
    const results = [];
    for (const [index, batch] of this.batches.slice(from, to).entries())
      results.push(await session.step([batch], this.ratesOf(from + index + 1)));
    return results;
  }
}
