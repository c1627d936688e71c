import { RedisLink } from '@tagger/queue';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRedisAddress } from '../src/connection/redis-address';
import { JobBoard } from '../src/jobs/job-board';
import { JobWorker } from '../src/jobs/job-worker';
import { hasRedis, RedisServer } from './redis-server';

interface Data {
  readonly value: number;
}

describe.skipIf(!hasRedis)('jobs', () => {
  let redis: RedisServer;
  let client: Redis;
  beforeAll(async () => {
    redis = await RedisServer.start();
    client = new Redis(redis.url, { maxRetriesPerRequest: null });
    client.on('error', () => {});
  });
  afterAll(async () => {
    client?.disconnect();
    await redis?.remove();
  });

  /** A board and a worker of a queue of their own, with all that they say. */
  async function open(name: string, work: (data: Data, count: number) => Promise<number>, window = 4) {
    const notes: string[] = [];
    const results = new Map<number, number>();
    const failed: string[] = [];
    const controller = new AbortController();
    const { signal } = controller;
    const note = (line: string) => notes.push(line.replace(redis.url, 'REDIS'));
    const openLink = () => RedisLink.open(parseRedisAddress(redis.url), { note, signal });
    const link = await openLink();
    const queue = { prefix: 'test', name };
    const board = new JobBoard<Data, number>({
      link,
      queue,
      window,
      signal,
      note,
      missing: 'nobody works',
      retryDelay: 10,
      async done({ data }, result) {
        expect(results.has(data.value)).toBe(false);
        results.set(data.value, result);
      },
      failed: (_, reason) => failed.push(reason),
      isWhole: (result) => result >= 0,
    });
    const counts = new Map<number, number>();
    const startWorker = (own: RedisLink, lockDuration?: number) =>
      new JobWorker<Data, number>({
        link: own,
        queue,
        concurrency: 1,
        note,
        lockDuration,
        describe: ({ value }) => `job ${value}`,
        keep: (data) => data,
        async work(data) {
          const count = (counts.get(data.value) ?? 0) + 1;
          counts.set(data.value, count);
          return work(data, count);
        },
      });
    const put = async (from: number, to: number) => {
      for (let value = from; value < to; value++) await board.put({ id: `j${value}`, data: { value } });
    };
    return { board, put, startWorker, openLink, link, notes, results, failed, counts, controller };
  }
  const squares = (count: number) => Array.from({ length: count }, (_, value) => value * value);
  const inOrder = (results: ReadonlyMap<number, number>) =>
    [...results].sort(([a], [b]) => a - b).map(([, result]) => result);

  it('are done once, and leave nothing behind', async () => {
    const run = await open('once', async ({ value }) => value * value);
    const worker = run.startWorker(run.link);
    await run.put(0, 20);
    await run.board.finish();
    expect(inOrder(run.results)).toEqual(squares(20));
    expect(run.notes).toEqual([]);
    expect((await client.keys('test:once:j*')).length).toBe(0);
    await worker.close();
    run.link.close();
  });

  it('that fail are tried three times, put aside, and tried again by a later run', async () => {
    let isBroken = true;
    const run = await open('fails', async ({ value }) => {
      if (value === 1 && isBroken) throw new Error('broken');
      return value;
    });
    const worker = run.startWorker(run.link);
    await run.put(0, 3);
    await run.board.finish();
    expect(run.failed).toEqual(['broken']);
    expect(run.notes).toEqual([1, 2, 3].map((number) => `job 1 failed (attempt ${number} of 3): broken`));
    expect(inOrder(run.results)).toEqual([0, 2]);
    isBroken = false;
    await run.put(1, 2);
    await run.board.finish();
    expect(run.results.get(1)).toBe(1);
    await worker.close();
    run.link.close();
  });

  it('are done again if their result is damaged', async () => {
    const run = await open('damaged', async ({ value }, count) => (count === 1 ? -1 : value));
    const worker = run.startWorker(run.link);
    await run.put(0, 3);
    await run.board.finish();
    expect(inOrder(run.results)).toEqual([0, 1, 2]);
    await worker.close();
    run.link.close();
  });

  it('go to another worker when the first one is lost', async () => {
    let tell = () => {};
    const taken = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const run = await open('lost', async ({ value }, count) => {
      if (value === 0 && count === 1) {
        tell();
        await new Promise(() => {});
      }
      return value * value;
    });
    const first = await run.openLink();
    run.startWorker(first, 300);
    await run.put(0, 3);
    await taken;
    first.close();
    const worker = run.startWorker(run.link, 300);
    await run.board.finish();
    expect(inOrder(run.results)).toEqual(squares(3));
    expect(run.counts.get(0)).toBe(2);
    await worker.close();
    run.link.close();
  });

  it('are put up again if Redis forgets them', async () => {
    const run = await open('forgotten', async ({ value }) => value * value, 10);
    await run.put(0, 5);
    await client.flushall();
    // Of one, Redis remembers that it is done.
    await client.zadd('test:forgotten:completed', 1, 'j3');
    const worker = run.startWorker(run.link);
    await run.board.finish();
    expect(inOrder(run.results)).toEqual(squares(5));
    await worker.close();
    run.link.close();
  });

  it('go on when Redis is killed and comes back, which is said once', async () => {
    const run = await open('killed', async ({ value }) => value * value);
    const worker = run.startWorker(run.link, 300);
    await run.put(0, 10);
    await redis.kill();
    const rest = run.put(10, 20).then(() => run.board.finish());
    await expect.poll(() => run.notes.length).toBe(1);
    await redis.run();
    await rest;
    expect(inOrder(run.results)).toEqual(squares(20));
    expect(run.notes).toEqual([
      expect.stringMatching(/^Redis at REDIS is away: .+; trying again$/),
      'Redis at REDIS is back',
    ]);
    await worker.close();
    run.link.close();
  });

  it('are left when somebody has enough of waiting for Redis', async () => {
    const run = await open('left', async ({ value }) => value);
    const worker = run.startWorker(run.link);
    await run.put(0, 1);
    await run.board.finish();
    await redis.kill();
    const putting = run.put(1, 2);
    run.controller.abort();
    await expect(putting).rejects.toThrow(/aborted/);
    await worker.close();
    run.link.close();
    await redis.run();
  });

  it('wait while Redis is full, which is said once', async () => {
    const run = await open('full', async ({ value }) => value * value);
    const worker = run.startWorker(run.link, 300);
    await client.config('SET', 'maxmemory', '1');
    const rest = run.put(0, 6).then(() => run.board.finish());
    await expect.poll(() => run.notes.length).toBeGreaterThan(0);
    await client.config('SET', 'maxmemory', '0');
    await rest;
    expect(inOrder(run.results)).toEqual(squares(6));
    expect(new Set(run.notes)).toEqual(
      new Set(['Redis at REDIS: it is full: raise maxmemory, or wait until there is room; trying again']),
    );
    await worker.close();
    run.link.close();
  });

  it('end with an interruption, and go on in another run', async () => {
    const run = await open('interrupted', async ({ value }) => value * value);
    const putting = run.put(0, 10);
    run.controller.abort();
    await expect(putting).rejects.toThrow(/aborted/);
    run.link.close();
    const again = await open('interrupted', async ({ value }) => value * value);
    const worker = again.startWorker(again.link);
    await again.put(0, 10);
    await again.board.finish();
    expect(inOrder(again.results)).toEqual(squares(10));
    await worker.close();
    again.link.close();
  });
});
