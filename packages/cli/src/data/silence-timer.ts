/** Aborts what goes on too long without a sign of life. */
export class SilenceTimer {
  readonly #controller = new AbortController();
  readonly #seconds: number;
  #timer: NodeJS.Timeout | undefined;
  /** Aborted by the outer signal, or when the time is over. */
  readonly signal: AbortSignal;

  constructor(seconds: number, outer: AbortSignal) {
    this.#seconds = seconds;
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
    this.#restart();
  }

  /** True when it has aborted. */
  get isOver(): boolean {
    return this.#controller.signal.aborted;
  }

  /** The same pieces; each is a sign of life. */
  async *watch<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
    for await (const piece of pieces) {
      this.#restart();
      yield piece;
    }
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #restart(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#controller.abort(), this.#seconds * 1000);
  }
}
