import { createRandom } from '@tagger/core/internal';
import { createBatch, planBatches, yieldTurn } from '@tagger/models/internal';
import { InterruptedError } from '../errors';
import { drawSentences } from '../further/rehearse';
import { scheduleRate } from '../settings/schedule';
import { StepsUnderWay } from './steps-under-way';
import type { EpochRun } from './training-run';

/**
 * Runs the batches of an epoch that are not done yet.
 * @throws DivergenceError if the loss is no finite number, or beyond any use
 * @throws InterruptedError if the signal says so
 */
export async function runEpoch(run: EpochRun): Promise<void> {
  const { session, preparer, optimizer, data, settings, state, options, save } = run;
  const { batchSize, batchTokens, accumulate, seed, weightDecay } = settings;
  const { signal, checkpoint } = options;
  const dropout = { input: settings.inputDropout, hidden: settings.dropout, word: settings.wordDropout };
  const { epoch } = state;
  // Streams of their own for each epoch and batch, so that resuming needs no state of a generator.
  const random = createRandom(seed, 'epoch', epoch);
  const drawn = drawSentences(data.train, createRandom(seed, 'rehearsal', epoch));
  const lengths = drawn.map((index) => data.train.lengths[index]!);
  const plan = planBatches(lengths, { size: batchSize, maximumTokens: batchTokens, random }).map((batch) =>
    batch.map((at) => drawn[at]!),
  );
  const underWay = new StepsUnderWay(run, plan);

  let next = state.batch;
  while (next < plan.length) {
    // A runtime in WebAssembly computes on this thread: whoever may abort has a turn here.
    await yieldTurn();
    if (signal?.aborted) {
      await underWay.settle();
      await save();
      throw new InterruptedError(`interrupted in epoch ${epoch}`, {
        ...(checkpoint ? { hint: `progress is saved in ${checkpoint.path}: continue with --resume` } : {}),
      });
    }
    const parts = plan.slice(next, next + accumulate);
    const batches = parts.map((part) => createBatch(data.train, part));
    const noise = { dropout, random: createRandom(seed, 'dropout', epoch, next) };
    const rate = scheduleRate(settings, epoch - 1 + (next + parts.length / 2) / plan.length);
    const rates = {
      learningRate: rate * optimizer.correction(state.step + underWay.count + 1),
      decay: rate * weightDecay,
    };
    try {
      underWay.add(await session.submit(preparer.prepareTogether(batches, noise), rates), batches);
    } catch (error) {
      // The steps before it count.
      await underWay.settle();
      throw error;
    }
    next += parts.length;
    if (underWay.count === session.mostUnderWay) await underWay.settle();
  }
  await underWay.settle();
}
