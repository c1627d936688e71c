import type { GradientExperiment } from '@tagger/trainer/internal';
import type { TrainingRun } from '../accuracy/train-model';
import type { EpochTime } from '../epoch-time/measure-epochs';
import type { Machine } from '../machine';
import type { PeerResult } from '../peers/measure-peer';

/** All that was measured, as it is written to `results.json`. */
export interface BenchResults {
  readonly machine: Machine;
  /** That prints all of this again. */
  readonly command: string;
  readonly corpus: string;
  readonly trainingTokens: number;
  readonly testTokens: number;
  readonly seeds: readonly number[];
  readonly epochs: number;
  readonly runs: readonly TrainingRun[];
  readonly epochTimes: readonly EpochTime[];
  readonly peers: readonly PeerResult[];
  readonly gradients: GradientExperiment;
}
