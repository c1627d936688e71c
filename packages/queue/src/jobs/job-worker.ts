import { setTimeout } from 'node:timers/promises';
import { type Job, Worker } from 'bullmq';
import { isPassing } from '../connection/describe-failure';
import type { Note, RedisLink } from '../connection/redis-link';
import type { Finished, QueueName } from './job';

export interface JobWorkerOptions<Data extends object, Result> {
  readonly link: RedisLink;
  readonly queue: QueueName;
  /** Jobs at a time. */
  readonly concurrency: number;
  readonly note: Note;
  /** Milliseconds after which the job of a worker that ended is given to another. */
  readonly lockDuration?: number | undefined;
  /** Does a job. */
  readonly work: (data: Data, id: string) => Promise<Result>;
  /** What is kept of the data of a job that is done. */
  readonly keep: (data: Data) => Partial<Data>;
  /** A name for messages. */
  readonly describe: (data: Data) => string;
}

/** A job whose workers ended this often is put aside: it may be the reason why. */
const mostStalls = 10;
const pollInterval = 100;
/** Milliseconds that a worker which is to end waits for a Redis that is away. */
const lastWait = 10_000;

/** Takes jobs from a queue until it is closed. */
export class JobWorker<Data extends object, Result> {
  readonly #worker: Worker;
  /** Jobs at hand. */
  #active = 0;

  constructor(private readonly options: JobWorkerOptions<Data, Result>) {
    const { link, queue, concurrency, lockDuration = 15_000 } = options;
    this.#worker = new Worker(queue.name, (job) => this.#work(job), {
      connection: link.connect(),
      prefix: queue.prefix,
      skipVersionCheck: true,
      concurrency,
      lockDuration,
      stalledInterval: lockDuration / 3,
      maxStalledCount: mostStalls,
      runRetryDelay: 1000,
    });
    this.#worker.on('error', (error) => {
      // The link tells of outages; that a lock was lost only means that another worker does the same.
      if (isPassing(error)) link.tell(error);
    });
  }

  /** Ends what was begun, and takes no more. A job whose result Redis does not take in time goes to another worker. */
  async close(): Promise<void> {
    let isClosed = false;
    const closing = this.#worker.close().finally(() => {
      isClosed = true;
    });
    closing.catch(() => {});
    // Closing waits for Redis to come back.
    for (let waited = 0; !isClosed && waited < lastWait; waited += pollInterval) {
      await Promise.race([closing, setTimeout(pollInterval)]);
      if (!this.options.link.isAway) waited = 0;
      else if (this.#active === 0) break;
    }
    if (!isClosed) this.#worker.disconnect().catch(() => {});
  }

  async #work(job: Job): Promise<void> {
    this.#active += 1;
    try {
      await this.#attempt(job);
    } finally {
      this.#active -= 1;
    }
  }

  async #attempt(job: Job): Promise<void> {
    const data = job.data as Data & Finished<Result>;
    // Its result came to Redis, but not that it is done.
    if (data.result !== undefined) return;
    const { link, note, work, keep, describe } = this.options;
    try {
      const result = await work(data, job.id!);
      await link.persist(() => job.updateData({ ...keep(data), result }));
    } catch (error) {
      if (isGone(error)) return;
      const { message } = error as Error;
      const number = job.attemptsMade + 1;
      note(`${describe(data)} failed (attempt ${number} of ${job.opts.attempts}): ${message.split('\n')[0]}`);
      throw error;
    }
  }
}

/** Whether another worker was faster, and its result is taken already. */
function isGone(error: unknown): boolean {
  return error instanceof Error && /Missing key for job/.test(error.message);
}
