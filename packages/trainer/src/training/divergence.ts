import { DivergenceError } from '@tagger/core/internal';

/*
 * When a training has diverged. A network that gives each of K tags the probability 1/K, and so knows nothing, has a loss of
 * ln K nats per token. A mean of c · ln K over many steps means that the right tag gets K^-c, as a geometric mean: the network
 * is then surely wrong again and again, and its weights are of a size that no later step takes back. A single step may be
 * far off and training still work, as it may at a high rate: in trials on five corpora, rates that still learnt had single
 * steps of up to 24 ln K, but no epoch above 7 ln K. With an epoch above 10 ln K, none came near them.
 */

/** c */
const factor = 10;

/** Steps of an epoch from which on its mean counts; one step alone may be far off. An epoch that is shorter counts as a whole. */
const fewestSteps = 100;

const hint = 'use a lower learning rate, or clip gradients at a lower norm';

/** An epoch so far. */
export interface EpochProgress {
  readonly epoch: number;
  readonly steps: number;
  readonly isWhole: boolean;
  /** Mean per token, in nats. */
  readonly loss: number;
}

/** @throws DivergenceError if the loss of a step is no finite number, or the epoch's is beyond any use. */
export function checkLoss(
  stepLoss: number,
  { epoch, steps, isWhole, loss }: EpochProgress,
  tagCount: number,
  otherTagCounts: readonly number[] = [],
) {
  if (!Number.isFinite(stepLoss))
    throw new DivergenceError(`training diverged: the loss is ${stepLoss} in epoch ${epoch}`, { hint });
  // With one tag there is nothing to guess.
  const guess = [tagCount, ...otherTagCounts].reduce((sum, count) => sum + Math.log(Math.max(count, 2)), 0);
  if (loss > factor * guess && (isWhole || steps >= fewestSteps))
    throw new DivergenceError(
      `training diverged: the loss in epoch ${epoch} is ${loss.toPrecision(3)} per token, ` +
        `and ${guess.toPrecision(3)} by guessing ${otherTagCounts.length > 0 ? 'in each column' : `among ${Math.max(tagCount, 2)} tags`}`,
      { hint },
    );
}

/** @throws DivergenceError if the loss on the dev corpus is no finite number. */
export function checkDevLoss(loss: number | null, epoch: number): void {
  if (loss === null || Number.isFinite(loss)) return;
  throw new DivergenceError(`training diverged: the loss on dev is ${loss} in epoch ${epoch}`, { hint });
}

/** @throws DivergenceError if a parameter, or a state of the optimiser, has a value that is not finite. */
export function checkValues(tensors: Readonly<Record<string, Float32Array>>, epoch: number): void {
  const diverged = Object.entries(tensors).find(([, values]) => !hasFiniteValues(values));
  if (!diverged) return;
  throw new DivergenceError(
    `training diverged: ${diverged[0]} has a value that is not finite, in epoch ${epoch}`,
    { hint },
  );
}

export function hasFiniteValues(values: Float32Array): boolean {
  // A loop: `every` takes several times as long, and there are millions of them.
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at])) return false;
  return true;
}
