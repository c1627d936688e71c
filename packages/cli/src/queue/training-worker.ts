import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { SettingsError } from '@tagger/core';
import { makeFolder, replaceFile } from '@tagger/core/node';
import type { FileStore, JobWorker, RedisLink } from '@tagger/queue';
import { isDatasetCard } from '../corpora/dataset-card';
import { readCorpora } from '../corpora/read-corpora';
import { chooseEngine } from '../engines/choose-engine';
import type { TrainFlags } from '../flags/train-flags';
import type { Io, Output } from '../io/io';
import { RunTrainer } from '../sweep/run-trainer';
import { type JobFile, jobVersion, type TrainingJob, type TrainingResult } from '../sweep/training-job';
import { loadQueue } from './load-queue';

/** A training holds up the event loop for longer than tagging does. */
const lockDuration = 60_000;

interface TrainingWorkerOptions {
  readonly link: RedisLink;
  /** Of all keys in Redis. */
  readonly prefix: string;
  readonly io: Io;
  readonly note: (line: string) => void;
  readonly done: () => void;
}

/** A worker of trainings, and what it has on its disk. */
export interface TrainingWorker {
  close(): Promise<void>;
}

/** Starts training the runs of sweeps, one at a time. */
export async function startTrainingWorker(options: TrainingWorkerOptions): Promise<TrainingWorker> {
  const { link, prefix, io, note, done } = options;
  const { FileStore, JobWorker, nameTrainQueue, pack } = await loadQueue();
  const trainings = new Trainings(new FileStore(link, prefix), io);
  const worker: JobWorker<TrainingJob, TrainingResult> = new JobWorker({
    link,
    queue: nameTrainQueue(prefix),
    concurrency: 1,
    note,
    lockDuration,
    describe: () => 'a training',
    keep: (job) => job,
    async work(job) {
      const trainer = await trainings.open(job);
      const { outcome, model } = await trainer.train();
      done();
      return { outcome, model: model && (await pack(model)) };
    },
  });
  return {
    async close() {
      await worker.close();
      await trainings.remove();
    },
  };
}

/** The inputs of the last sweep are kept: its next run needs them again. */
class Trainings {
  #folder: string | undefined;
  #last: { readonly key: string; readonly trainer: RunTrainer; readonly flags: TrainFlags } | undefined;

  constructor(
    private readonly store: FileStore,
    private readonly io: Io,
  ) {}

  /** @throws SettingsError if the job is of another version, or names a file */
  async open({ version, flags, settings, files }: TrainingJob) {
    if (version !== jobVersion)
      throw new SettingsError(`the run is of tagger ${version}, this worker is tagger ${jobVersion}`, {
        hint: 'use one version',
      });
    if (flags.labels !== undefined && isDatasetCard(flags.labels))
      throw new SettingsError('the run names a file of labels');
    const key = JSON.stringify([flags, files]);
    if (this.#last?.key !== key) this.#last = { key, ...(await this.#prepare(flags, files)) };
    const { trainer, flags: own } = this.#last;
    return { train: () => trainer.train({ flags: own, settings }) };
  }

  async #prepare(given: Partial<TrainFlags>, files: TrainingJob['files']) {
    await this.remove();
    this.#folder = await mkdtemp(join(tmpdir(), 'tagger-work-'));
    const [train, dev, [vectors]] = [
      await this.#write(files.train, 'train'),
      await this.#write(files.dev, 'dev'),
      await this.#write(files.vectors, 'vectors'),
    ];
    const flags: TrainFlags = {
      ...(given as TrainFlags),
      output: '',
      quiet: true,
      ...(train.length > 0 && { train }),
      ...(dev.length > 0 && { dev }),
      ...(vectors !== undefined && { vectors }),
    };
    // Whoever started the sweep has seen what is suspicious about the corpora.
    const io = { ...this.io, stderr: silent };
    const corpora = await readCorpora(flags, io);
    const engine = await chooseEngine(flags, io);
    const { signal } = new AbortController();
    return { flags, trainer: new RunTrainer({ corpora, engine, io, signal, onEvent: () => {} }) };
  }

  /** Each file in a folder of its own: its name goes into the model. */
  async #write(files: readonly JobFile[], part: string): Promise<string[]> {
    const paths: string[] = [];
    for (const [index, { name, sha256 }] of files.entries()) {
      const folder = join(this.#folder!, `${part}-${index}`);
      await makeFolder(folder);
      const path = join(folder, name.replace(/[/\\]/g, '_'));
      await replaceFile(path, await this.store.get(sha256));
      paths.push(path);
    }
    return paths;
  }

  async remove(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
    this.#last = undefined;
  }
}

const silent: Output = new Writable({ write: (_piece, _encoding, done) => done() });
