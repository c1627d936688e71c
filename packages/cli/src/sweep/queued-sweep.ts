import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, replaceFile } from '@tagger/core/node';
import type { JobBoard, RedisLink } from '@tagger/queue';
import { sha256 } from '../data/sha256';
import { loadQueue } from '../queue/load-queue';
import { note } from '../queue/queue-options';
import type { RankedCombination } from './rank';
import type { FinishedRun } from './run-record';
import type { SweepOptions } from './sweep';
import { SweepRecords } from './sweep-records';
import type { SweepRun } from './sweep-run';
import { createTrainingJob, sendFiles, type TrainingJob, type TrainingResult } from './training-job';

export interface QueuedSweepOptions extends Omit<SweepOptions, 'engine'> {
  readonly link: RedisLink;
  /** Of all keys in Redis. */
  readonly prefix: string;
}

/** What came of a sweep. */
export interface QueuedSweepResult {
  /** The best first; absent if a run was put aside. */
  readonly ranked?: RankedCombination[];
  /** Why runs were put aside. */
  readonly failed: readonly { readonly run: SweepRun; readonly reason: string }[];
}

/** Jobs in Redis at a time; each may have a model. */
const window = 16;

type Board = JobBoard<TrainingJob, TrainingResult>;

/** Has workers train what is not trained yet, and keeps what comes of it in a folder, as a `Sweep` does. */
export class QueuedSweep {
  /** Runs by the ids of their jobs. */
  readonly #runs = new Map<string, SweepRun>();
  readonly #failed: { readonly run: SweepRun; readonly reason: string }[] = [];

  private constructor(
    private readonly options: QueuedSweepOptions,
    private readonly records: SweepRecords,
  ) {}

  /** @throws FileError if the records in the folder cannot be read */
  static async open(options: QueuedSweepOptions): Promise<QueuedSweep> {
    const { folder, flags, corpora } = options;
    return new QueuedSweep(options, await SweepRecords.open(folder, flags, corpora));
  }

  async run(plan: readonly (readonly SweepRun[])[]): Promise<QueuedSweepResult> {
    const { records } = this;
    const { link, prefix, flags, listener } = this.options;
    const { FileStore } = await loadQueue();
    const runs = plan.flat();
    const left = runs.filter((run) => !records.find(run));
    listener.start(runs.length - left.length);
    try {
      const board = await this.#openBoard();
      const files = await sendFiles(new FileStore(link, prefix), flags);
      for (const run of left) await this.#put(board, run, files);
      await board.finish();
      if (this.#failed.length > 0) return { failed: this.#failed };
      const [first] = records.rank(plan);
      if (first?.best) await this.#keepBest(board, first.best, runs, files);
    } finally {
      link.close();
    }
    await rm(this.#modelsFolder, { recursive: true, force: true });
    return { ranked: records.rank(plan), failed: this.#failed };
  }

  async #openBoard(): Promise<Board> {
    const { JobBoard, nameTrainQueue } = await loadQueue();
    const { link, prefix, signal, io } = this.options;
    return new JobBoard<TrainingJob, TrainingResult>({
      link,
      queue: nameTrainQueue(prefix),
      window,
      signal,
      note: (line) => note(io, line),
      missing: 'there is no worker: start tagger work',
      done: ({ id }, result) => this.#take(this.#runs.get(id)!, result),
      failed: ({ id }, reason) => {
        this.#failed.push({ run: this.#runs.get(id)!, reason });
      },
    });
  }

  async #put(board: Board, run: SweepRun, files: TrainingJob['files']): Promise<void> {
    const data = await createTrainingJob(run, files);
    const id = sha256(Buffer.from(JSON.stringify(data)));
    this.#runs.set(id, run);
    await board.put({ id, data });
  }

  async #take(run: SweepRun, { outcome, model }: TrainingResult): Promise<void> {
    const { unpack } = await loadQueue();
    if (model !== undefined && 'sha256' in outcome) {
      await makeFolder(this.#modelsFolder);
      await replaceFile(this.#modelPath(outcome.sha256), await unpack(model));
    }
    const known = this.records.find(run);
    const record = known ?? (await this.records.add(run, outcome));
    if (!known) this.options.listener.endRun(run, record);
  }

  /** Puts the best model in its place; it is trained again if an earlier call did not keep it. */
  async #keepBest(
    board: Board,
    best: FinishedRun,
    runs: readonly SweepRun[],
    files: TrainingJob['files'],
  ): Promise<void> {
    const { records } = this;
    if ((await records.hashBest()) === best.sha256) return;
    const read = () => readFile(this.#modelPath(best.sha256)).catch(() => undefined);
    let model = await read();
    if (!model) {
      const run = runs.find((candidate) => records.identify(candidate) === best.id)!;
      this.options.listener.startRun(run, true);
      await this.#put(board, run, files);
      await board.finish();
      model = await read();
    }
    if (model) await replaceFile(records.bestPath, model);
  }

  /** Models, until it is known which one is the best. */
  get #modelsFolder(): string {
    return join(this.options.folder, 'models.parts');
  }

  #modelPath(checksum: string): string {
    return join(this.#modelsFolder, `${checksum}.onnx`);
  }
}
