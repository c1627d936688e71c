import type { EpochResult } from './training-state';

/** What a training run tells while it goes on. */
export type TrainingEvent = RehearsalEvent | StartEvent | StepEvent | EpochEvent;

/** How an earlier corpus is rehearsed, before a training with `rehearse`. */
export interface RehearsalEvent {
  readonly type: 'rehearsal';
  /** Of the earlier corpus in each epoch. */
  readonly sentences: number;
  /** Tags that the earlier corpus lacks: a word with `O` there may have one. */
  readonly missingTags: readonly string[];
}

/** The start of a training. */
export interface StartEvent {
  readonly type: 'start';
  /** What runs the arithmetic. */
  readonly engine: string;
  /** Sentences that an epoch trains. */
  readonly sentences: number;
  /** Tokens that an epoch trains; with `rehearse` about as many, since each epoch rehearses other sentences. */
  readonly tokens: number;
  /** |V|, with the unknown word. */
  readonly vocabularySize: number;
  readonly tagCount: number;
  /** Whether the tags mark spans, whose F1 then decides which epoch is best. */
  readonly marksSpans: boolean;
  /** Tags of each further column that the model will give; absent if there is none. */
  readonly otherTagCounts?: Readonly<Record<string, number>>;
  /** The same of auxiliary columns. */
  readonly auxiliaryTagCounts?: Readonly<Record<string, number>>;
  /** Numbers in all parameters together. */
  readonly parameterCount: number;
  readonly epochs: number;
  /** Epochs that a checkpoint brought along. */
  readonly resumedFrom: readonly EpochResult[];
}

/** The end of a training step. */
export interface StepEvent {
  readonly type: 'step';
  readonly epoch: number;
  /** Batches of this epoch that are done, and all of them. */
  readonly batch: number;
  readonly batches: number;
  /** Tokens of this step. */
  readonly tokens: number;
  /** Tokens of this epoch that are done. */
  readonly epochTokens: number;
  /** Mean loss over the sentences of this epoch so far. */
  readonly loss: number;
  /** Mean loss over the sentences of this step alone. */
  readonly stepLoss: number;
  /** Norm of all gradients of this step together, before clipping. */
  readonly gradientNorm: number;
}

/** The end of an epoch. */
export interface EpochEvent extends EpochResult {
  readonly type: 'epoch';
  /** Whether this epoch is the best one so far. */
  readonly isBest: boolean;
}
