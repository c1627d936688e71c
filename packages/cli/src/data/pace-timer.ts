/** Bytes a second below which a server is as good as silent. */
const slowest = 1000;

/**
 * Aborts a connection that is too slow: each stretch of time must bring 1,000 bytes a second. With a limit on the bytes
 * that are taken, this bounds the time of a download, too.
 */
export class PaceTimer {
  readonly #controller = new AbortController();
  readonly #seconds: number;
  #timer: NodeJS.Timeout | undefined;
  #bytes = 0;
  /** Aborted by the outer signal, or when the time is over. */
  readonly signal: AbortSignal;

  /** @param seconds length of a stretch */
  constructor(seconds: number, outer: AbortSignal) {
    this.#seconds = seconds;
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
    this.restart();
  }

  /** True when it has aborted. */
  get isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  /** What there was too little of, in words. */
  get problem(): string {
    return this.#bytes === 0
      ? `nothing came for ${this.#seconds} seconds`
      : `only ${this.#bytes} bytes came in ${this.#seconds} seconds`;
  }

  /** The same pieces; enough of them begin a new stretch. */
  async *watch(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      this.#bytes += piece.length;
      if (this.#bytes >= slowest * this.#seconds) this.restart();
      yield piece;
    }
  }

  /** Begins a new stretch, as after the head of a response. */
  restart(): void {
    this.end();
    this.#bytes = 0;
    this.#timer = setTimeout(() => this.#controller.abort(), this.#seconds * 1000);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
