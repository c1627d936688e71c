import { type Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Note, RedisLink } from '../connection/redis-link';
import type { Finished, QueueName } from './job';
import { JobEvents } from './job-events';

export interface JobBoardOptions<Data, Result> {
  readonly link: RedisLink;
  readonly queue: QueueName;
  /** Jobs in Redis at a time. */
  readonly window: number;
  readonly signal: AbortSignal;
  readonly note: Note;
  /** Said if there is nobody who works. */
  readonly missing: string;
  /** Milliseconds before a job that failed is tried again. */
  readonly retryDelay?: number | undefined;
  /** Told of each job once; results may come in any order. */
  readonly done: (job: BoardJob<Data>, result: Result) => Promise<void>;
  readonly failed: (job: BoardJob<Data>, reason: string) => void;
  /** Whether a result is what a worker has given: by default, it is. One that is damaged is dropped, and its job put up again. */
  readonly isWhole?: ((result: Result) => boolean) | undefined;
}

export interface BoardJob<Data> {
  /** Of all that decides the result. */
  readonly id: string;
  readonly data: Data;
}

/** How often a job is tried. */
const attempts = 3;
/** Sorted sets of BullMQ. */
const finishedSets = ['completed', 'failed'] as const;
/** Of so many looks at what is done, one is also for what is lost; so is each one where nothing was told for a while. */
const looksPerCheck = 20;
/** What nobody has taken is kept for a week. */
const keptSeconds = 7 * 24 * 3600;
/** Milliseconds without a result after which somebody looks whether there are workers. */
const patience = 10_000;

/**
 * Puts jobs up in a queue, and takes their results off it. Redis may forget what it was told last, and deliver twice: a job that is not
 * there any more is put up again, and a result is taken once.
 */
export class JobBoard<Data extends object, Result> {
  readonly #queue: Queue;
  readonly #client: Redis;
  readonly #events: JobEvents;
  readonly #pending = new Map<string, BoardJob<Data>>();
  #idle = 0;
  #looks = 0;

  constructor(private readonly options: JobBoardOptions<Data, Result>) {
    const { link, queue } = options;
    this.#client = link.connect();
    this.#queue = new Queue(queue.name, {
      connection: this.#client,
      prefix: queue.prefix,
      skipVersionCheck: true,
      // Of the last ones one alone is wanted: that a job has ended.
      streams: { events: { maxLen: 100 } },
    });
    this.#events = new JobEvents(link, this.#queue.toKey('events'));
    // The link tells of outages; commands throw the rest.
    this.#queue.on('error', () => {});
  }

  /** Puts a job up as soon as there is room. */
  async put(job: BoardJob<Data>): Promise<void> {
    while (this.#pending.size >= this.options.window) await this.#collect();
    const { link } = this.options;
    await link.persist(async () => {
      const old = await this.#find(job.id);
      // It failed in an earlier run: another worker may do it.
      if (old && (await old.isFailed())) await old.remove();
    });
    await this.#add(job);
    this.#pending.set(job.id, job);
  }

  /** Waits for all jobs. */
  async finish(): Promise<void> {
    while (this.#pending.size > 0) await this.#collect();
  }

  async #add({ id, data }: BoardJob<Data>): Promise<void> {
    const { link, retryDelay: delay = 500 } = this.options;
    await link.persist(() =>
      this.#queue.add('job', data, {
        jobId: id,
        attempts,
        backoff: { type: 'fixed', delay },
        stackTraceLimit: 0,
        removeOnComplete: { age: keptSeconds },
        removeOnFail: { age: keptSeconds },
      }),
    );
  }

  /** Takes what is finished, or waits a moment if nothing is. */
  async #collect(): Promise<void> {
    const { link, signal } = this.options;
    signal.throwIfAborted();
    if (this.#looks++ % looksPerCheck === 0 || this.#idle > 0) await this.#putBack();
    const jobs = [...this.#pending.values()];
    const ids = jobs.map(({ id }) => id);
    // One command for all jobs: to ask for each takes time that workers on this machine need.
    const scores = await link.persist(() =>
      Promise.all(finishedSets.map((set) => this.#client.zmscore(this.#queue.toKey(set), ...ids))),
    );
    const finished = jobs.filter((_, index) => scores.some((found) => found[index] !== null));
    for (const job of finished) await link.persist(() => this.#take(job));
    if (finished.length > 0) this.#idle = 0;
    else await this.#wait();
  }

  /** Puts up again what Redis has forgotten. */
  async #putBack(): Promise<void> {
    const { link } = this.options;
    const jobs = [...this.#pending.values()];
    const states = await link.persist(() => Promise.all(jobs.map(({ id }) => this.#queue.getJobState(id))));
    for (const [index, job] of jobs.entries()) if (states[index] === 'unknown') await this.#add(job);
  }

  async #take(job: BoardJob<Data>): Promise<void> {
    const found = await this.#find(job.id);
    if (!found) {
      // A server that drops data may have dropped the job, but not that it is done.
      for (const set of finishedSets) await this.#client.zrem(this.#queue.toKey(set), job.id);
      return this.#add(job);
    }
    const { done, isWhole = () => true } = this.options;
    const { result } = found.data as Finished<Result>;
    if (result !== undefined && isWhole(result)) {
      await done(job, result);
      this.#pending.delete(job.id);
      // What stays is removed after a week.
      await found.remove().catch(() => {});
    } else if (await found.isFailed()) {
      // It stays in Redis, for who wants to look at it.
      this.options.failed(job, found.failedReason ?? '');
      this.#pending.delete(job.id);
    } else {
      await found.remove();
      await this.#add(job);
    }
  }

  #find(id: string): Promise<Job | undefined> {
    return this.#queue.getJob(id);
  }

  async #wait(): Promise<void> {
    const { note, missing } = this.options;
    const idle = await this.#events.wait();
    this.#idle += idle;
    if (idle === 0 || this.#idle !== patience) return;
    // A server may forbid to ask.
    const workers = await this.#queue.getWorkersCount().catch(() => 1);
    if (workers === 0) note(missing);
  }
}
