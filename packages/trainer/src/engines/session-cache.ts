import type { RuntimeSession } from '@tagger/models/runtime';

/** Lengths that loops are unrolled to: two to an octave, so that a batch has at most half as many steps again. */
const lengths = [4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];

/**
 * The number of steps for which a batch's loops are unrolled, at least its own; none for a longer batch, whose graph would
 * have tens of thousands of nodes.
 */
export function chooseSteps(time: number): number | undefined {
  return lengths.find((length) => length >= time);
}

/** Sessions by a key that tells their graphs apart, each made when it is first asked for. */
export class SessionCache {
  readonly #sessions = new Map<string, Promise<RuntimeSession>>();

  get(key: string, create: () => Promise<RuntimeSession>): Promise<RuntimeSession> {
    const session = this.#sessions.get(key) ?? create();
    this.#sessions.set(key, session);
    return session;
  }

  async release(): Promise<void> {
    const sessions = await Promise.allSettled(this.#sessions.values());
    this.#sessions.clear();
    for (const result of sessions) if (result.status === 'fulfilled') await result.value.release();
  }
}
