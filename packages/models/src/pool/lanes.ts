/** A part of a long call that waits for a lane. */
interface WaitingPart {
  /** Its call. */
  readonly owner: object;
  readonly take: (lane: number) => void;
}

/**
 * Lets each worker have one part of a long call at a time: others wait here, so that short calls find no more than one before them. Of those
 * that wait, the part whose call has had the fewest comes first.
 */
export class Lanes {
  readonly #free: number[];
  readonly #waiting: WaitingPart[] = [];
  readonly #given = new WeakMap<object, number>();

  constructor(count: number) {
    this.#free = Array.from({ length: count }, (_, lane) => lane);
  }

  /**
   * Runs a part in a lane once there is one.
   *
   * @param owner the call that it is a part of
   * @throws the reason of the signal, once that is aborted
   */
  async use<Result>(
    owner: object,
    signal: AbortSignal | undefined,
    run: (lane: number) => Promise<Result>,
  ): Promise<Result> {
    const lane = await this.#take(owner, signal);
    try {
      return await run(lane);
    } finally {
      this.#free.push(lane);
      this.#give();
    }
  }

  #take(owner: object, signal: AbortSignal | undefined): Promise<number> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(part), 1);
        reject(signal!.reason);
      };
      const take = (lane: number) => {
        signal?.removeEventListener('abort', leave);
        resolve(lane);
      };
      const part = { owner, take };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(part);
      this.#give();
    });
  }

  #give(): void {
    const lane = this.#waiting.length > 0 ? this.#free.shift() : undefined;
    if (lane === undefined) return;
    const given = ({ owner }: WaitingPart) => this.#given.get(owner) ?? 0;
    const next = this.#waiting.reduce((best, part) => (given(part) < given(best) ? part : best));
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    this.#given.set(next.owner, given(next) + 1);
    next.take(lane);
  }
}
