import { type CorpusFacts, readSettings, type TrainFlags } from '../flags/train-flags';
import type { Combination } from './grid';
import type { Run } from './run-trainer';

/** One training of a sweep. */
export interface SweepRun extends Run {
  readonly combination: Combination;
  readonly seed: number;
}

/**
 * The runs of each combination, in order.
 * @throws SettingsError if one of them cannot be
 */
export function planRuns(flags: TrainFlags, combinations: readonly Combination[], seeds: readonly number[]) {
  return combinations.map((combination) =>
    seeds.map((seed): SweepRun => {
      const own: TrainFlags = { ...flags, ...combination, ...{ seed } };
      return { combination, seed, flags: own, settings: readSettings(own) };
    }),
  );
}

/** The runs with the settings that suit the corpus. */
export function fitRuns(plan: readonly (readonly SweepRun[])[], corpus: CorpusFacts): SweepRun[][] {
  return plan.map((runs) => runs.map((run) => ({ ...run, settings: readSettings(run.flags, corpus) })));
}
