import type { ModelDescription } from '@tagger/models';
import type { Precision } from '@tagger/models/internal';
import type { Corpus } from '../data/corpus';
import type { WordVectors } from '../data/word-vectors';
import type { Engine } from '../engines/engine';
import type { GivenSettings } from '../settings/settings';
import type { TrainedTokenizer } from '../tokenizer/trained-tokenizer';
import type { TrainingEvent } from './training-event';
import type { EpochResult } from './training-state';

/** Options of `train`. */
export interface TrainOptions {
  readonly train: Corpus;
  /** Decides which epoch is kept; without it, the last one is. */
  readonly dev?: Corpus | undefined;
  readonly engine: Engine;
  /** What is not given is as in the report: see `defaultSettings`. */
  readonly settings?: GivenSettings;
  /**
   * A model file that training goes on from: its network, words and tags are kept, and what is new in the corpora is added. Settings that are not
   * given are those of the model; those of the network cannot be others. `about.column` is the model's.
   */
  readonly from?: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  /**
   * An earlier corpus against forgetting, with `from`: each epoch also trains three other sentences of it for each of `train`, drawn by the seed. Where it
   * lacks a label of spans that `train` has, a word with `O` there may have that label: the loss is the probability of either.
   */
  readonly rehearse?: Corpus | undefined;
  /**
   * Names of further columns of `train` that the network also learns, and that the model does not give: what they teach the layers below makes
   * its own columns better. The relation of a word to its head (deprel) is one such column.
   */
  readonly auxiliary?: readonly string[] | undefined;
  /** What E starts from, instead of random numbers, and where it is from, for the model file. */
  readonly vectors?: { readonly source: string; readonly vectors: WordVectors } | undefined;
  /** Trains the tokenizer of the model, once the tagger is trained; undefined where text is to be cut by rules. */
  readonly trainTokenizer?: (() => Promise<TrainedTokenizer | undefined>) | undefined;
  /** Of the weights in the model file; by default float32. */
  readonly precision?: Precision | undefined;
  /** Which column of the corpus the tags are, and the words if that was chosen, its licence and language, for the model file. */
  readonly about?: {
    readonly column?: string;
    readonly wordColumn?: string;
    readonly licence?: string;
    readonly language?: string;
  };
  /**
   * Where the state of the run is kept: after each epoch, and when it is interrupted. It stays there after the end, for
   * the caller to remove once the model is safe.
   */
  readonly checkpoint?: { readonly path: string; readonly resume: boolean } | undefined;
  /** Stops after the step that is running. */
  readonly signal?: AbortSignal | undefined;
  /** Receives the start, the steps and the epochs of the training. */
  readonly onEvent?: (event: TrainingEvent) => void;
}

/** The result of a training. */
export interface TrainedModel {
  /** The model file. */
  readonly bytes: Uint8Array;
  readonly description: ModelDescription;
  readonly history: readonly EpochResult[];
}
