import type { Redis } from 'ioredis';
import type { RedisLink } from '../connection/redis-link';
import { hash } from '../hash';
import { packBytes, unpackBytes } from '../pack';
import { QueueError } from '../queue-error';

/** More than inputs of trainings have, as a rule; Redis has it in memory. */
const largest = 2 ** 28;
/** What nobody uses is kept for a week. */
const keptSeconds = 7 * 24 * 3600;

/** Files that jobs read, known by their SHA-256, and packed. */
export class FileStore {
  readonly #client: Redis;

  constructor(
    private readonly link: RedisLink,
    private readonly prefix: string,
  ) {
    this.#client = link.connect();
  }

  /** @returns its SHA-256 @throws QueueError if it is too large */
  async put(content: Uint8Array, name: string): Promise<string> {
    if (content.length > largest)
      throw new QueueError(`${name} is too large to travel through Redis: ${content.length} bytes`, {
        hint: `the limit is ${largest}`,
      });
    const sha256 = hash(content);
    const key = this.#name(sha256);
    await this.link.persist(async () => {
      const isThere = await this.#client.expire(key, keptSeconds);
      if (!isThere) await this.#client.set(key, await packBytes(content), 'EX', keptSeconds);
    });
    return sha256;
  }

  /** @throws QueueError if it is not there, or is another */
  async get(sha256: string): Promise<Buffer> {
    const packed = await this.link.persist(() => this.#client.getBuffer(this.#name(sha256)));
    if (!packed) throw new QueueError('a file of the job is not in Redis any more');
    const content = await unpackBytes(packed);
    if (hash(content) !== sha256) throw new QueueError('a file of the job has another SHA-256');
    return content;
  }

  #name(sha256: string): string {
    return `${this.prefix}:file:${sha256}`;
  }
}
