import type { RuntimeSession } from '@tagger/models';

/** Lengths that loops are unrolled to: two to an octave, so that a batch has at most half as many steps again. */
const lengths = [4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];

/**
 * The number of steps for which a batch's loops are unrolled, at least its own; none for a longer batch, whose graph would
 * have tens of thousands of nodes.
 */
export function chooseSteps(time: number): number | undefined {
  return lengths.find((length) => length >= time);
}

/** Sessions of one graph by the number of steps it is unrolled to, each made when it is first asked for. */
export class SessionCache {
  readonly #sessions = new Map<number | undefined, Promise<RuntimeSession>>();

  constructor(private readonly create: (steps: number | undefined) => Promise<RuntimeSession>) {}

  get(steps: number | undefined): Promise<RuntimeSession> {
    const session = this.#sessions.get(steps) ?? this.create(steps);
    this.#sessions.set(steps, session);
    return session;
  }

  async release(): Promise<void> {
    const sessions = await Promise.allSettled(this.#sessions.values());
    this.#sessions.clear();
    for (const result of sessions) if (result.status === 'fulfilled') await result.value.release();
  }
}
