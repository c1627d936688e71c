import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder, readBytes, replaceFile } from '@tagger/core/node';
import {
  DivergenceError,
  type Engine,
  type GivenSettings,
  type TrainedModel,
  type TrainingEvent,
  train,
} from '@tagger/trainer';
import { completeSettings, fingerprintCorpus, selectionScore } from '@tagger/trainer/internal';
import type { Corpora } from '../corpora/read-corpora';
import { nameColumn } from '../corpora/tag-column';
import { findVectors, type SourcedVectors } from '../corpora/word-vectors';
import { sha256 } from '../data/sha256';
import { embeddedCorpus } from '../embedded-corpus';
import { type CorpusFacts, readSettings, type TrainFlags } from '../flags/train-flags';
import type { Io } from '../io/io';
import type { Combination } from './grid';
import { type RankedCombination, rank } from './rank';
import { appendRecord, isFinished, type RunRecord, readRecords } from './run-record';

export const recordsName = 'runs.jsonl';
export const bestName = 'best.onnx';

/** One training of a sweep. */
export interface SweepRun {
  readonly combination: Combination;
  readonly seed: number;
  readonly flags: TrainFlags;
  readonly settings: GivenSettings;
}

/** What a sweep tells while it goes on. */
export interface SweepListener {
  /** `known`: runs that an earlier call did. */
  start(known: number): void;
  /** `isAgain`: it is done already, but its model was not kept. */
  startRun(run: SweepRun, isAgain: boolean): void;
  step(event: TrainingEvent): void;
  endRun(run: SweepRun, record: RunRecord): void;
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
  #records = new Map<string, RunRecord>();
  #inputs = '';
  /** Reading or learning vectors takes long: those of the last run may do for the next. */
  #vectors: { readonly key: string; readonly vectors: SourcedVectors | undefined } | undefined;

  constructor(private readonly options: SweepOptions) {}

  /** @returns the combinations, the best first */
  async run(plan: readonly (readonly SweepRun[])[]): Promise<RankedCombination[]> {
    this.#records = await readRecords(this.#path(recordsName));
    this.#inputs = await this.#identifyInputs();
    this.options.listener.start(plan.flat().filter((run) => this.#find(run)).length);
    for (const [index, runs] of plan.entries()) {
      const isBetter = (ranked: RankedCombination[]) => ranked[0]?.combination === runs[0]!.combination;
      let kept: { readonly sha256: string; readonly bytes: Uint8Array } | undefined;
      let score = Number.NEGATIVE_INFINITY;
      for (const run of runs) {
        if (this.#find(run)) continue;
        const { record, model } = await this.#train(run, false);
        if (!model || !isFinished(record) || record.score <= score) continue;
        score = record.score;
        kept = { sha256: record.sha256, bytes: model.bytes };
      }
      const ranked = this.#rank(plan.slice(0, index + 1));
      if (kept && isBetter(ranked) && ranked[0]?.best?.sha256 === kept.sha256)
        await replaceFile(this.#path(bestName), kept.bytes);
    }
    await this.#restoreBest(plan);
    return this.#rank(plan);
  }

  /** The best model is not there if another call trained it and it was not the best then, or it was removed. */
  async #restoreBest(plan: readonly (readonly SweepRun[])[]): Promise<void> {
    const [first] = this.#rank(plan);
    if (!first?.best || (await this.#hashModel()) === first.best.sha256) return;
    const run = plan.flat().find((candidate) => this.#identify(candidate) === first.best!.id)!;
    const { model } = await this.#train(run, true);
    if (model) await replaceFile(this.#path(bestName), model.bytes);
  }

  async #train(run: SweepRun, isAgain: boolean): Promise<{ record: RunRecord; model?: TrainedModel }> {
    this.options.signal.throwIfAborted();
    const started = this.options.io.now();
    this.options.listener.startRun(run, isAgain);
    const base = { id: this.#identify(run), combination: run.combination, seed: run.seed };
    let model: TrainedModel | undefined;
    let record: RunRecord;
    try {
      model = await this.#trainModel(run);
      const { epoch, engine } = model.description.training;
      const seconds = (this.options.io.now() - started) / 1000;
      const scores = model.history.find((result) => result.epoch === epoch)!.dev!;
      const { length: bytes } = model.bytes;
      record = {
        ...base,
        score: selectionScore(scores),
        scores: { ...scores },
        epoch,
        seconds,
        bytes,
        sha256: sha256(model.bytes),
        engine,
      };
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
      record = { ...base, diverged: error.message };
    }
    await makeFolder(this.options.folder);
    await appendRecord(this.#path(recordsName), record);
    this.#records.set(record.id, record);
    this.options.listener.endRun(run, record);
    return { record, ...(model && { model }) };
  }

  async #trainModel({ flags, settings }: SweepRun): Promise<TrainedModel> {
    const { licence, language, precision } = flags;
    return train({
      ...this.options.corpora,
      settings,
      vectors: await this.#findVectors(flags, settings),
      precision,
      engine: this.options.engine,
      about: {
        column: nameColumn(flags.train?.[0] ?? embeddedCorpus('train'), flags),
        ...(flags.wordColumn === undefined ? {} : { wordColumn: String(flags.wordColumn) }),
        ...(licence ? { licence } : {}),
        ...(language ? { language } : {}),
      },
      signal: this.options.signal,
      onEvent: (event) => this.options.listener.step(event),
    });
  }

  async #findVectors(flags: TrainFlags, given: GivenSettings): Promise<SourcedVectors | undefined> {
    const settings = completeSettings(given);
    const { vectorWords, vectorUse, embeddingSize, minimumCount, seed } = settings;
    const learning = [vectorUse, embeddingSize, minimumCount, seed];
    const key = JSON.stringify(flags.vectors ? [vectorWords] : learning);
    if (this.#vectors?.key !== key) {
      const vectors = await findVectors(
        flags,
        this.options.corpora.train,
        settings,
        this.options.io,
        this.options.signal,
      );
      this.#vectors = { key, vectors };
    }
    return this.#vectors.vectors;
  }

  #rank(plan: readonly (readonly SweepRun[])[]): RankedCombination[] {
    return rank(plan.map((runs) => [runs[0]!.combination, runs.map((run) => this.#find(run)!)]));
  }

  #find(run: SweepRun): RunRecord | undefined {
    return this.#records.get(this.#identify(run));
  }

  #identify({ settings }: SweepRun): string {
    return sha256(Buffer.from(this.#inputs + JSON.stringify(completeSettings(settings))));
  }

  /** What decides the runs beside their settings. */
  async #identifyInputs(): Promise<string> {
    const { vectors, pretrain, precision } = this.options.flags;
    const { train, dev } = this.options.corpora;
    const corpora = [train, dev!].map(fingerprintCorpus);
    return JSON.stringify([...corpora, vectors ? await hashFile(vectors) : '', pretrain ?? '', precision]);
  }

  async #hashModel(): Promise<string | undefined> {
    return hashFile(this.#path(bestName)).catch(() => undefined);
  }

  #path(name: string): string {
    return join(this.options.folder, name);
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of readBytes(path)) hash.update(piece);
  return hash.digest('hex');
}
