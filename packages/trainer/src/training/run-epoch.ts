import { createRandom } from '@tagger/core/internal';
import { createBatch, planBatches } from '@tagger/models/internal';
import { InterruptedError } from '../errors';
import { scheduleRate } from '../settings/schedule';
import { checkLoss } from './divergence';
import type { EpochRun } from './training-run';

/**
 * Runs the batches of an epoch that are not done yet.
 * @throws DivergenceError if the loss is no finite number, or beyond any use
 * @throws InterruptedError if the signal says so
 */
export async function runEpoch(run: EpochRun): Promise<void> {
  const { session, preparer, optimizer, data, settings, state, options, save } = run;
  const { batchSize, batchTokens, accumulate, seed, weightDecay } = settings;
  const { signal, checkpoint, onEvent = () => {} } = options;
  const dropout = { input: settings.inputDropout, hidden: settings.dropout, word: settings.wordDropout };
  const { epoch } = state;
  const { lengths } = data.train;
  // Streams of their own for each epoch and batch, so that resuming needs no state of a generator.
  const random = createRandom(seed, 'epoch', epoch);
  const plan = planBatches(lengths, { size: batchSize, maximumTokens: batchTokens, random });
  const done = plan.slice(0, state.batch).flat();
  let epochTokens = done.reduce((sum, index) => sum + lengths[index]!, 0);
  let sentences = done.length;

  while (state.batch < plan.length) {
    if (signal?.aborted) {
      await save();
      throw new InterruptedError(`interrupted in epoch ${epoch}`, {
        ...(checkpoint ? { hint: `progress is saved in ${checkpoint.path}: continue with --resume` } : {}),
      });
    }
    const parts = plan.slice(state.batch, state.batch + accumulate);
    const batches = parts.map((part) => createBatch(data.train, part));
    const noise = { dropout, random: createRandom(seed, 'dropout', epoch, state.batch) };
    const rate = scheduleRate(settings, epoch - 1 + (state.batch + parts.length / 2) / plan.length);
    const { loss, gradientNorm } = await session.step(preparer.prepareTogether(batches, noise), {
      learningRate: rate * optimizer.correction(state.step + 1),
      decay: rate * weightDecay,
    });
    const size = batches.reduce((sum, batch) => sum + batch.size, 0);
    const tokens = batches.reduce((sum, batch) => sum + batch.tokens, 0);
    state.batch += batches.length;
    state.step++;
    state.lossSum += loss * size;
    epochTokens += tokens;
    sentences += size;
    const steps = Math.ceil(state.batch / accumulate);
    const isWhole = state.batch === plan.length;
    const progress = { epoch, steps, isWhole, loss: state.lossSum / epochTokens };
    checkLoss(
      loss,
      progress,
      data.tagSet.size,
      data.otherColumns.map(({ tagSet }) => tagSet.size),
    );
    onEvent({
      type: 'step',
      epoch,
      batch: state.batch,
      batches: plan.length,
      tokens,
      epochTokens,
      loss: state.lossSum / sentences,
      stepLoss: loss,
      gradientNorm,
    });
  }
}
