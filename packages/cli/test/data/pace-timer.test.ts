import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PaceTimer } from '../../src/data/pace-timer';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Sends so many bytes each second. */
async function watch(timer: PaceTimer, bytes: readonly number[]): Promise<void> {
  async function* pieces() {
    for (const size of bytes) {
      vi.advanceTimersByTime(1000);
      yield new Uint8Array(size);
    }
  }
  for await (const _ of timer.watch(pieces())) if (timer.isOver) return;
}

const { signal } = new AbortController();

it('lets a server go on that sends 1,000 bytes a second, also in one piece at the end of a stretch', async () => {
  const timer = new PaceTimer(10, signal);
  await watch(
    timer,
    Array.from({ length: 600 }, (_, second) => (second % 9 === 8 ? 10_000 : 0)),
  );
  expect(timer.isOver).toBe(false);
});

it('gives up one that sends less, and says how much it was', async () => {
  const timer = new PaceTimer(30, signal);
  await watch(
    timer,
    Array.from({ length: 600 }, () => 1),
  );
  expect(timer.isOver).toBe(true);
  expect(timer.problem).toBe('only 30 bytes came in 30 seconds');
});

it('gives up one that is silent', () => {
  const timer = new PaceTimer(30, signal);
  vi.advanceTimersByTime(30_000);
  expect([timer.isOver, timer.signal.aborted, timer.problem]).toEqual([
    true,
    true,
    'nothing came for 30 seconds',
  ]);
});

it('measures no more once it has ended', () => {
  const timer = new PaceTimer(1, signal);
  timer.end();
  vi.advanceTimersByTime(60_000);
  expect(timer.isOver).toBe(false);
});
