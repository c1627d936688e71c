import type { Metrics } from '@tagger/core';
import type { Named } from '@tagger/models/internal';
import type { DevColumnScores } from '../evaluation/evaluate-columns';

/** The scores of a finished epoch that are worth keeping. */
export interface DevScores
  extends Pick<Metrics, 'accuracy' | 'sentenceAccuracy' | 'macroF1' | 'unknownAccuracy' | 'loss' | 'spanF1'> {
  /** Of each column by its name, where there are several or lemmas; the rest is of the first one. */
  readonly columns?: Readonly<Record<string, DevColumnScores>>;
}

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

/**
 * What decides which epoch is best: the mean over the columns of span F1 where their labels mark spans, and of token accuracy
 * otherwise; of lemmas the better accuracy of the network alone and with its dictionary.
 */
export function selectionScore({ spanF1, accuracy, columns }: DevScores): number {
  if (!columns) return spanF1 ?? accuracy;
  const scores = Object.values(columns)
    .filter(({ tokens }) => tokens > 0)
    .map((own) => own.spanF1 ?? Math.max(own.accuracy, own.dictionaryAccuracy ?? 0));
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(scores.length, 1);
}

export function pickScores(metrics: Metrics & Pick<DevScores, 'columns'>): DevScores {
  const { accuracy, sentenceAccuracy, macroF1, unknownAccuracy, loss, spanF1 } = metrics;
  return {
    accuracy,
    sentenceAccuracy,
    macroF1,
    unknownAccuracy,
    loss,
    ...(spanF1 === undefined ? {} : { spanF1 }),
    ...(metrics.columns && { columns: metrics.columns }),
  };
}
