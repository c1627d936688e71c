import type { ParseVectorsOptions } from './vectors-format';

/** A place in a stream of bytes, with what was read after it. */
export class ByteCursor {
  /** Bytes from the cursor on, as far as read. They are only there until more are read. */
  bytes = new Uint8Array(0);
  /** What `bytes` is a part of: with room to grow, so that reading on copies each byte a few times at most. */
  #buffer = new Uint8Array(0);
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
    this.#append(next.value);
    this.#read += next.value.length;
    this.#options.onProgress?.(this.#read);
    return true;
  }

  /**
   * Where the byte is first found, reading on until then, or until there are more than `limit` bytes without it; the number
   * of bytes left if there is none.
   */
  async find(byte: number, limit: number): Promise<number> {
    for (let from = 0; ; ) {
      const found = this.bytes.indexOf(byte, from);
      if (found !== -1) return found;
      from = this.bytes.length;
      if (from > limit || !(await this.readMore())) return from;
    }
  }

  /** Lets the source go. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  #append(piece: Uint8Array): void {
    const { bytes } = this;
    const length = bytes.length + piece.length;
    const end = bytes.byteOffset + bytes.length;
    if (end + piece.length <= this.#buffer.length) {
      this.#buffer.set(piece, end);
      this.bytes = this.#buffer.subarray(bytes.byteOffset, bytes.byteOffset + length);
      return;
    }
    // What is left moves to the front, into twice the room that it needs: until that is full, as many bytes again are read.
    this.#buffer = new Uint8Array(2 * length);
    this.#buffer.set(bytes);
    this.#buffer.set(piece, bytes.length);
    this.bytes = this.#buffer.subarray(0, length);
  }
}
