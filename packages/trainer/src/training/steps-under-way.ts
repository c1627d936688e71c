import type { Batch } from '@tagger/models/internal';
import type { SubmittedStep } from '../engines/engine';
import { checkLoss } from './divergence';
import type { EpochRun } from './training-run';

/** The steps of an epoch that are submitted, and what the ended ones add up to. */
export class StepsUnderWay {
  #steps: { readonly step: SubmittedStep; readonly batches: readonly Batch[] }[] = [];
  #tokens: number;
  #sentences: number;

  /** @param plan the batches of the epoch */
  constructor(
    private readonly run: EpochRun,
    private readonly plan: readonly (readonly number[])[],
  ) {
    const { lengths } = run.data.train;
    const done = plan.slice(0, run.state.batch).flat();
    this.#tokens = done.reduce((sum, index) => sum + lengths[index]!, 0);
    this.#sentences = done.length;
  }

  get count(): number {
    return this.#steps.length;
  }

  add(step: SubmittedStep, batches: readonly Batch[]): void {
    this.#steps.push({ step, batches });
  }

  /**
   * Waits for all of them. The state of the run counts those that have ended.
   * @throws DivergenceError if a loss is no finite number, or beyond any use
   */
  async settle(): Promise<void> {
    const steps = this.#steps;
    this.#steps = [];
    for (const { step, batches } of steps) {
      const { loss, gradientNorm } = await step.result();
      this.#count(loss, gradientNorm, batches);
    }
  }

  #count(loss: number, gradientNorm: number, batches: readonly Batch[]): void {
    const { run, plan } = this;
    const { data, state, settings, options } = run;
    const size = batches.reduce((sum, batch) => sum + batch.size, 0);
    const tokens = batches.reduce((sum, batch) => sum + batch.tokens, 0);
    state.batch += batches.length;
    state.step++;
    state.lossSum += loss * size;
    this.#tokens += tokens;
    this.#sentences += size;
    const steps = Math.ceil(state.batch / settings.accumulate);
    const isWhole = state.batch === plan.length;
    const progress = { epoch: state.epoch, steps, isWhole, loss: state.lossSum / this.#tokens };
    checkLoss(
      loss,
      progress,
      data.tagSet.size,
      data.otherColumns.map(({ tagSet }) => tagSet.size),
    );
    options.onEvent?.({
      type: 'step',
      epoch: state.epoch,
      batch: state.batch,
      batches: plan.length,
      tokens,
      epochTokens: this.#tokens,
      loss: state.lossSum / this.#sentences,
      stepLoss: loss,
      gradientNorm,
    });
  }
}
