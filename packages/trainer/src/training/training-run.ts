import type { BatchPreparer } from '../batches/prepare-batch';
import type { TrainingData } from '../data/training-data';
import type { ScoringSession } from '../engines/scoring-session';
import type { ColumnTask } from '../lemmas/column-task';
import type { Optimizer } from '../optimizers/optimizer';
import type { TrainingSettings } from '../settings/settings';
import type { TrainOptions } from './train-options';
import type { TrainingState } from './training-state';

/** All that a training run works with. */
export interface TrainingRun {
  readonly session: ScoringSession;
  readonly optimizer: Optimizer;
  readonly preparer: BatchPreparer;
  readonly data: TrainingData;
  readonly settings: TrainingSettings;
  readonly state: TrainingState;
  readonly options: TrainOptions;
  readonly task: ColumnTask;
  /** Takes the parameters from the session into the state, and writes the checkpoint. */
  save(): Promise<void>;
}
