import type { Engine, GivenSettings, TrainedModel, TrainingEvent } from '@tagger/trainer';
import { DivergenceError, train } from '@tagger/trainer';
import { completeSettings, selectionScore } from '@tagger/trainer/internal';
import { aboutCorpus } from '../corpora/about-corpus';
import type { Corpora } from '../corpora/read-corpora';
import { findVectors, type SourcedVectors } from '../corpora/word-vectors';
import { sha256 } from '../data/sha256';
import type { TrainFlags } from '../flags/train-flags';
import type { Io } from '../io/io';
import type { RunOutcome } from './run-record';

export interface RunTrainerOptions {
  readonly corpora: Corpora;
  readonly engine: Engine;
  readonly io: Io;
  readonly signal: AbortSignal;
  readonly onEvent: (event: TrainingEvent) => void;
}

/** What is trained. */
export interface Run {
  readonly flags: TrainFlags;
  readonly settings: GivenSettings;
}

/** What came of a run, with the model unless it diverged. */
export interface TrainedRun {
  readonly outcome: RunOutcome;
  readonly model?: Uint8Array;
}

/** Trains runs with the same corpora, one after the other. */
export class RunTrainer {
  /** Reading or learning vectors takes long: those of the last run may do for the next. */
  #vectors: { readonly key: string; readonly vectors: SourcedVectors | undefined } | undefined;

  constructor(private readonly options: RunTrainerOptions) {}

  async train(run: Run): Promise<TrainedRun> {
    const { io } = this.options;
    const started = io.now();
    try {
      const model = await this.#trainModel(run);
      const { epoch, engine } = model.description.training;
      const scores = model.history.find((result) => result.epoch === epoch)!.dev!;
      const outcome = {
        score: selectionScore(scores),
        scores: { ...scores },
        epoch,
        seconds: (io.now() - started) / 1000,
        bytes: model.bytes.length,
        sha256: sha256(model.bytes),
        engine,
      };
      return { outcome, model: model.bytes };
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
      return { outcome: { diverged: error.message } };
    }
  }

  async #trainModel({ flags, settings }: Run): Promise<TrainedModel> {
    const { corpora, engine, signal, onEvent } = this.options;
    return train({
      ...corpora,
      ...aboutCorpus(flags),
      settings,
      vectors: await this.#findVectors(flags, settings),
      precision: flags.precision,
      engine,
      signal,
      onEvent,
    });
  }

  async #findVectors(flags: TrainFlags, given: GivenSettings): Promise<SourcedVectors | undefined> {
    const { corpora, io, signal } = this.options;
    const settings = completeSettings(given);
    const { vectorWords, vectorUse, embeddingSize, minimumCount, seed } = settings;
    const learning = [vectorUse, embeddingSize, minimumCount, seed];
    const key = JSON.stringify(flags.vectors ? [vectorWords] : learning);
    if (this.#vectors?.key !== key)
      this.#vectors = { key, vectors: await findVectors(flags, corpora.train, settings, io, signal) };
    return this.#vectors.vectors;
  }
}
