import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { groupReady } from '../../src/tagger/group-ready';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<never>(() => {});
const isFull = (group: readonly number[]) => group.length === 3;

async function collect<Item>(groups: AsyncIterable<Item>): Promise<Item[]> {
  const result: Item[] = [];
  for await (const group of groups) result.push(group);
  return result;
}

describe('groupReady', () => {
  it('fills groups, and ends with what is left', async () => {
    expect(await collect(groupReady([1, 2, 3, 4, 5, 6, 7], isFull))).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    expect(await collect(groupReady([1, 2, 3], isFull))).toEqual([[1, 2, 3]]);
    expect(await collect(groupReady([], isFull))).toEqual([]);
  });

  it('reads a source that takes its time for each item', async () => {
    async function* source() {
      for (let item = 1; item <= 5; item++) {
        await Promise.resolve();
        yield item;
      }
    }
    expect(await collect(groupReady(source(), isFull))).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('gives what it has when the source waits', async () => {
    async function* source() {
      yield 1;
      yield 2;
      await never;
    }
    const next = groupReady(source(), isFull, { patience: 20 }).next();
    await vi.advanceTimersByTimeAsync(19);
    expect(await Promise.race([next, 'nothing yet'])).toBe('nothing yet');
    await vi.advanceTimersByTimeAsync(1);
    expect(await next).toEqual({ done: false, value: [1, 2] });
  });

  it('waits no longer although items keep coming, each in time', async () => {
    async function* source() {
      for (let item = 1; ; item++) {
        await new Promise((resolve) => setTimeout(resolve, 15));
        yield item;
      }
    }
    const next = groupReady(source(), () => false, { patience: 40 }).next();
    await vi.advanceTimersByTimeAsync(200);
    expect(await next).toEqual({ done: false, value: [1, 2, 3] });
  });

  it('gives the items that stand before an error, then the error', async () => {
    async function* source() {
      yield 1;
      yield 2;
      throw new Error('line 3 is broken');
    }
    const groups = groupReady(source(), isFull);
    expect(await groups.next()).toEqual({ done: false, value: [1, 2] });
    await expect(groups.next()).rejects.toThrow('line 3 is broken');
  });

  it('waits until the source is closed when its reader stops early', async () => {
    let closed = false;
    async function* source() {
      try {
        yield* [1, 2, 3, 4, 5];
      } finally {
        await Promise.resolve();
        closed = true;
      }
    }
    for await (const group of groupReady(source(), isFull)) {
      expect(group).toEqual([1, 2, 3]);
      break;
    }
    expect(closed).toBe(true);
  });

  it('does not wait for a source that itself waits when its reader stops', async () => {
    const source = { next: vi.fn(), return: vi.fn(() => never), [Symbol.asyncIterator]: () => source };
    source.next.mockResolvedValueOnce({ done: false, value: 1 }).mockReturnValue(never);
    const groups = groupReady<number>(source, isFull, { patience: 20 });
    const next = groups.next();
    await vi.advanceTimersByTimeAsync(20);
    expect((await next).value).toEqual([1]);
    expect(await groups.return(undefined)).toEqual({ done: true, value: undefined });
    expect(source.return).toHaveBeenCalledTimes(1);
  });

  it('leaves no timer behind', async () => {
    await collect(groupReady([1, 2, 3, 4], isFull));
    expect(vi.getTimerCount()).toBe(0);
  });
});
