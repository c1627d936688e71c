import type { TagSet } from '@tagger/core';
import type { JointColumn, ModelDescription } from '@tagger/models/internal';
import type { BatchPreparer } from '../batches/prepare-batch';
import type { EncodedCorpus } from '../data/encoded-corpus';
import type { TrainingData } from '../data/training-data';
import type { ScoringSession } from '../engines/scoring-session';
import type { SpanConstraints } from '../evaluation/span-constraints';
import type { StartModel } from '../further/start-model';
import type { ColumnTask } from '../lemmas/column-task';
import type { Optimizer } from '../optimizers/optimizer';
import type { TrainingSettings } from '../settings/settings';
import type { TrainOptions } from './train-options';
import type { TrainingState } from './training-state';

/** What an epoch works with. */
export interface EpochRun
  extends Pick<TrainingRun, 'session' | 'optimizer' | 'preparer' | 'settings' | 'state' | 'save'> {
  readonly data: {
    readonly train: Pick<EncodedCorpus, 'length' | 'lengths' | 'at' | 'rehearsal'>;
    readonly tagSet: Pick<TagSet, 'size'>;
    readonly otherColumns: readonly { readonly tagSet: Pick<TagSet, 'size'> }[];
  };
  readonly options: Pick<TrainOptions, 'signal' | 'checkpoint' | 'onEvent'>;
}

/** All that a training run works with. */
export interface TrainingRun {
  /** The model that training goes on from. */
  readonly start: StartModel | undefined;
  /** The name of the column of the first output. */
  readonly column: string;
  readonly session: ScoringSession;
  readonly optimizer: Optimizer;
  readonly preparer: BatchPreparer;
  readonly data: TrainingData;
  readonly settings: TrainingSettings;
  readonly state: TrainingState;
  readonly options: TrainOptions;
  readonly task: ColumnTask;
  readonly spans: SpanConstraints;
  /** The combinations of tags that the training corpus has; absent if no columns are chosen together. */
  readonly combinations: ModelDescription['combinations'];
  /** The outputs that are chosen together. */
  readonly joint: readonly JointColumn[];
  /** Takes the parameters from the session into the state, and writes the checkpoint. */
  save(): Promise<void>;
}
