import type { ParseVectorsOptions } from './vectors-format';

/** A place in a stream of bytes, with what was read after it. */
export class ByteCursor {
  /** Bytes from the cursor on, as far as read. */
  bytes = new Uint8Array(0);
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  readonly #options: ParseVectorsOptions;
  #read = 0;

  constructor(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    options: Pick<ParseVectorsOptions, 'onProgress' | 'signal'>,
  ) {
    this.#pieces =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    this.#options = options;
  }

  advance(count: number): void {
    this.bytes = this.bytes.subarray(count);
  }

  /** Reads one piece more; false at the end. */
  async readMore(): Promise<boolean> {
    this.#options.signal?.throwIfAborted();
    const next = await this.#pieces.next();
    if (next.done) return false;
    const joined = new Uint8Array(this.bytes.length + next.value.length);
    joined.set(this.bytes);
    joined.set(next.value, this.bytes.length);
    this.bytes = joined;
    this.#read += next.value.length;
    this.#options.onProgress?.(this.#read);
    return true;
  }

  /** Where the byte is first found, reading on until then; the number of bytes left if there is none. */
  async find(byte: number): Promise<number> {
    for (let from = 0; ; ) {
      const found = this.bytes.indexOf(byte, from);
      if (found !== -1) return found;
      from = this.bytes.length;
      if (!(await this.readMore())) return from;
    }
  }

  /** Lets the source go. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}
