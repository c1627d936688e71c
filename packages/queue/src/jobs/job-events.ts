import type { Redis } from 'ioredis';
import type { RedisLink } from '../connection/redis-link';

/** Milliseconds after which somebody looks even if nothing was told. */
const longestWait = 500;

type StreamEntry = readonly [id: string, fields: readonly string[]];

/** Tells when jobs of a queue have ended: a command that waits costs nothing, while asking again and again takes time that workers need. */
export class JobEvents {
  readonly #client: Redis;
  #last = '0-0';

  /** @param key of the stream in which BullMQ writes what happens to jobs */
  constructor(
    private readonly link: RedisLink,
    private readonly key: string,
  ) {
    this.#client = link.connect();
  }

  /** Resolves once a job has ended since the last call, or after half a second. @returns the milliseconds that nothing was told */
  async wait(): Promise<number> {
    for (;;) {
      const streams = await this.link.persist(() =>
        this.#client.xread('BLOCK', longestWait, 'STREAMS', this.key, this.#last),
      );
      const entries: readonly StreamEntry[] = streams?.[0]?.[1] ?? [];
      if (entries.length === 0) return longestWait;
      this.#last = entries.at(-1)![0];
      if (entries.some(([, fields]) => isEnd(fields))) return 0;
    }
  }
}

/** @param fields names and values in turn */
function isEnd(fields: readonly string[]): boolean {
  const event = fields[fields.indexOf('event') + 1];
  return event === 'completed' || event === 'failed';
}
