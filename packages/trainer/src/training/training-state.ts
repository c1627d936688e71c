import type { Metrics } from '@tagger/core';
import type { Named } from '@tagger/models/internal';

/** The scores of a finished epoch that are worth keeping. */
export type DevScores = Pick<
  Metrics,
  'accuracy' | 'sentenceAccuracy' | 'macroF1' | 'unknownAccuracy' | 'loss' | 'spanF1'
>;

/** The loss and the scores of an epoch. */
export interface EpochResult {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean over the training sentences of the loss when each was trained on. */
  readonly loss: number;
  /** Absent if there is no dev corpus. */
  readonly dev?: DevScores;
}

/** How far a training run has come: with corpus and settings, all that the rest of it depends on. */
export interface TrainingState {
  /** The epoch that is running, counted from 1. */
  epoch: number;
  /** Batches of it that are done. */
  batch: number;
  /** Sum over its sentences so far of the loss. */
  lossSum: number;
  history: EpochResult[];
  /** Steps of all epochs that are done. */
  step: number;
  parameters: Named<Float32Array>;
  /** Of the optimiser, by name. */
  optimizerStates: Readonly<Record<string, Float32Array>>;
  /** The mean of the parameters at the end of so many epochs. */
  average?: { readonly epochs: number; readonly parameters: Named<Float32Array> };
  /** The epoch that scored best on the dev corpus; the latest one where there is none. */
  best?: { readonly epoch: number; readonly parameters: Named<Float32Array> };
}

/** What decides which epoch is best: span F1 where the tags mark spans, token accuracy otherwise. */
export function selectionScore({ spanF1, accuracy }: DevScores): number {
  return spanF1 ?? accuracy;
}

export function pickScores(metrics: Metrics): DevScores {
  const { accuracy, sentenceAccuracy, macroF1, unknownAccuracy, loss, spanF1 } = metrics;
  return {
    accuracy,
    sentenceAccuracy,
    macroF1,
    unknownAccuracy,
    loss,
    ...(spanF1 === undefined ? {} : { spanF1 }),
  };
}
