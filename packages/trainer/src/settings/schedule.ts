import type { TrainingSettings } from './settings';

/**
 * The learning rate of a step: it rises from 0 during the warm-up, and then falls to 0 on a line or a half cosine
 * (Loshchilov and Hutter, SGDR, 2017), or stays.
 *
 * @param progress epochs that are done before the step, with the part of the one that runs
 */
export function scheduleRate(
  { learningRate, schedule, warmup, epochs }: TrainingSettings,
  progress: number,
): number {
  if (progress < warmup) return (learningRate * progress) / warmup;
  const done = epochs > warmup ? (progress - warmup) / (epochs - warmup) : 1;
  const left = { constant: 1, linear: 1 - done, cosine: (1 + Math.cos(Math.PI * done)) / 2 };
  return learningRate * left[schedule];
}
