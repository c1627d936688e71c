import { replaceFile } from '@tagger/core/node';
import type { Engine, TrainingEvent } from '@tagger/trainer';
import type { Corpora } from '../corpora/read-corpora';
import type { TrainFlags } from '../flags/train-flags';
import type { Io } from '../io/io';
import type { RankedCombination } from './rank';
import { isFinished, type RunRecord } from './run-record';
import { RunTrainer } from './run-trainer';
import { SweepRecords } from './sweep-records';
import type { SweepRun } from './sweep-run';

/** What a sweep tells while it goes on. */
export interface SweepListener {
  /** `known`: runs that an earlier call did. */
  start(known: number): void;
  /** `isAgain`: it is done already, but its model was not kept. */
  startRun(run: SweepRun, isAgain: boolean): void;
  step(event: TrainingEvent): void;
  endRun(run: SweepRun, record: RunRecord): void;
}

export interface SweepOptions {
  /** Where records, and the best model, are kept. */
  readonly folder: string;
  /** What all runs have in common. */
  readonly flags: TrainFlags;
  readonly corpora: Corpora;
  readonly engine: Engine;
  readonly io: Io;
  readonly signal: AbortSignal;
  readonly listener: SweepListener;
}

/** Trains what is not trained yet, one run after the other, and keeps what comes of it in a folder. */
export class Sweep {
  readonly #trainer: RunTrainer;

  private constructor(
    private readonly options: SweepOptions,
    private readonly records: SweepRecords,
  ) {
    const onEvent = (event: TrainingEvent) => options.listener.step(event);
    this.#trainer = new RunTrainer({ ...options, onEvent });
  }

  /** @throws FileError if the records in the folder cannot be read */
  static async open(options: SweepOptions): Promise<Sweep> {
    const { folder, flags, corpora } = options;
    return new Sweep(options, await SweepRecords.open(folder, flags, corpora));
  }

  /** @returns the combinations, the best first */
  async run(plan: readonly (readonly SweepRun[])[]): Promise<RankedCombination[]> {
    const { records } = this;
    this.options.listener.start(plan.flat().filter((run) => records.find(run)).length);
    for (const [index, runs] of plan.entries()) {
      const isBetter = (ranked: RankedCombination[]) => ranked[0]?.combination === runs[0]!.combination;
      let kept: { readonly sha256: string; readonly bytes: Uint8Array } | undefined;
      let score = Number.NEGATIVE_INFINITY;
      for (const run of runs) {
        if (records.find(run)) continue;
        const { record, model } = await this.#train(run, false);
        if (!model || !isFinished(record) || record.score <= score) continue;
        score = record.score;
        kept = { sha256: record.sha256, bytes: model };
      }
      const ranked = records.rank(plan.slice(0, index + 1));
      if (kept && isBetter(ranked) && ranked[0]?.best?.sha256 === kept.sha256)
        await replaceFile(records.bestPath, kept.bytes);
    }
    await this.#restoreBest(plan);
    return records.rank(plan);
  }

  /** The best model is not there if another call trained it and it was not the best then, or it was removed. */
  async #restoreBest(plan: readonly (readonly SweepRun[])[]): Promise<void> {
    const { records } = this;
    const [first] = records.rank(plan);
    if (!first?.best || (await records.hashBest()) === first.best.sha256) return;
    const run = plan.flat().find((candidate) => records.identify(candidate) === first.best!.id)!;
    const { model } = await this.#train(run, true);
    if (model) await replaceFile(records.bestPath, model);
  }

  async #train(run: SweepRun, isAgain: boolean): Promise<{ record: RunRecord; model?: Uint8Array }> {
    this.options.signal.throwIfAborted();
    this.options.listener.startRun(run, isAgain);
    const { outcome, model } = await this.#trainer.train(run);
    const record = await this.records.add(run, outcome);
    this.options.listener.endRun(run, record);
    return { record, ...(model && { model }) };
  }
}
