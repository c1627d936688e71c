import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { QueueError } from '../queue-error';
import { checkServer } from './check-server';
import { describeFailure, isPassing } from './describe-failure';
import type { RedisAddress } from './redis-address';

/** Tells a person one line. */
export type Note = (line: string) => void;

export interface RedisLinkOptions {
  readonly note: Note;
  readonly signal: AbortSignal;
  /** Waits so many milliseconds between attempts to reach a server that was not reached yet. */
  readonly sleep?: ((milliseconds: number, signal: AbortSignal) => Promise<void>) | undefined;
}

const startDelays = [500, 1000, 2000];

/** Commands without a failure after which one is worth a line again. */
const recovered = 100;

/** Milliseconds before an attempt to connect again, or to do again what a server refused. */
const delays = { first: 100, longest: 5000 } as const;

/** Connections to one server. They come back by themselves whenever it does, with one line for each time that it was away. */
export class RedisLink {
  readonly #clients: Redis[] = [];
  /** Connections that are down. */
  readonly #lost = new Set<Redis>();
  /** What was told, until the server has done well for some time. */
  readonly #told = new Set<string>();
  #successes = 0;
  #isClosing = false;

  private constructor(
    private readonly address: RedisAddress,
    private readonly options: RedisLinkOptions,
  ) {}

  /**
   * Finds out whether the server is there and will do.
   *
   * @throws QueueError if it cannot be reached, or is too old
   */
  static async open(address: RedisAddress, options: RedisLinkOptions): Promise<RedisLink> {
    const link = new RedisLink(address, options);
    const info = await link.#reach();
    for (const line of checkServer(info, address.shown)) options.note(line);
    return link;
  }

  /** The address without user and password. */
  get shown(): string {
    return this.address.shown;
  }

  /** Whether a connection is down. */
  get isAway(): boolean {
    return this.#lost.size > 0;
  }

  /** Opens a connection, whose commands wait while the server is away. */
  connect(): Redis {
    const client = new Redis({
      ...this.address.options,
      maxRetriesPerRequest: null,
      retryStrategy: (times) =>
        this.#isClosing ? null : Math.min(delays.first * 2 ** times, delays.longest),
    });
    this.watch(client);
    this.#clients.push(client);
    return client;
  }

  /** Tells of the outages of a connection. */
  watch(client: Redis): void {
    let last: unknown;
    client.on('error', (error) => {
      last = error;
    });
    client.on('close', () => {
      if (this.#isClosing) return;
      if (this.#lost.size === 0)
        this.options.note(`Redis at ${this.shown} is away: ${describeFailure(last)}; trying again`);
      this.#lost.add(client);
      last = undefined;
    });
    client.on('ready', () => {
      const wasLost = this.#lost.delete(client);
      if (wasLost && this.#lost.size === 0) this.options.note(`Redis at ${this.shown} is back`);
    });
  }

  /**
   * Does something, again and again while the server cannot do it for a reason that passes, such as a full memory.
   *
   * @throws QueueError if it refuses for good
   */
  async persist<Result>(action: () => Promise<Result>): Promise<Result> {
    for (let attempt = 0; ; attempt++) {
      try {
        const result = await this.#orAbort(action());
        this.#successes += 1;
        if (this.#successes >= recovered) this.#told.clear();
        return result;
      } catch (error) {
        this.options.signal.throwIfAborted();
        if (!isPassing(error)) throw this.refuse(error);
        this.tell(error);
        await wait(Math.min(delays.first * 2 ** attempt, delays.longest), this.options.signal);
      }
    }
  }

  /** A command waits for a server that is away, and cannot be called back. */
  async #orAbort<Result>(command: Promise<Result>): Promise<Result> {
    const { signal } = this.options;
    command.catch(() => {});
    let stop = () => {};
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop);
    });
    try {
      return await Promise.race([command, aborted]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Tells of an answer that passes; not again if it comes and goes. */
  tell(error: unknown): void {
    const reason = describeFailure(error);
    this.#successes = 0;
    if (this.#told.has(reason)) return;
    this.#told.add(reason);
    this.options.note(`Redis at ${this.shown}: ${reason}; trying again`);
  }

  /** The error that a person sees of one that Redis, or its client, gives. */
  refuse(error: unknown): unknown {
    if (!(error instanceof Error) || !/^(ReplyError|MaxRetries)/.test(error.name)) return error;
    return new QueueError(`Redis at ${this.shown}: ${describeFailure(error)}`, { cause: error });
  }

  close(): void {
    this.#isClosing = true;
    for (const client of this.#clients) client.disconnect();
  }

  async #reach(): Promise<string> {
    const { sleep = wait, signal, note } = this.options;
    for (let attempt = 0; ; attempt++) {
      const client = new Redis({
        ...this.address.options,
        lazyConnect: true,
        connectTimeout: 5000,
        retryStrategy: () => null,
        maxRetriesPerRequest: 0,
      });
      let failure: unknown;
      client.on('error', (error) => {
        failure = error;
      });
      try {
        await client.connect();
        return await client.info();
      } catch (error) {
        const reason = describeFailure(failure ?? error);
        const delay = isForGood(failure ?? error) ? undefined : startDelays[attempt];
        if (delay === undefined)
          throw new QueueError(`cannot use Redis at ${this.shown}: ${reason}`, { cause: error });
        if (attempt === 0) note(`Redis at ${this.shown} is away: ${reason}; trying again`);
        await sleep(delay, signal);
      } finally {
        client.disconnect();
      }
    }
  }
}

/** Waiting does not mend a password. */
function isForGood(error: unknown): boolean {
  return error instanceof Error && /^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH)|certificate|SSL/i.test(error.message);
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
}
