import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

/** An answer, and how long it took. */
export interface RawAnswer {
  readonly status: number;
  readonly milliseconds: number;
  /** Undefined where it came in chunks. */
  readonly body: Buffer | undefined;
}

type Take = (answer: RawAnswer | undefined) => void;

/** The end of an answer in chunks. */
const lastChunk = '0\r\n\r\n';

/**
 * A connection that sends requests, one after another. It reads as little of HTTP as it has to: a client that works for each answer as long
 * as the server does measures itself.
 */
export class RawConnection {
  #socket: Socket | undefined;
  #take: Take | undefined;
  #sent = 0;
  #head: Buffer | undefined;
  #answer: { status: number; length: number | undefined; pieces: Buffer[]; read: number } | undefined;

  constructor(private readonly port: number) {
    this.#open();
  }

  /** @param take called with the answer; with nothing if the connection failed, which is then opened again */
  send(request: Buffer, take: Take): void {
    this.#take = take;
    this.#sent = performance.now();
    this.#socket!.write(request);
  }

  end(): void {
    this.#take = undefined;
    const socket = this.#socket!;
    this.#socket = undefined;
    socket.destroy();
  }

  #open(): void {
    const socket = connect(this.port, '127.0.0.1').setNoDelay(true);
    this.#socket = socket;
    socket.on('data', (bytes) => this.#read(bytes));
    // What is wrong is told by its end.
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#head = undefined;
      this.#answer = undefined;
      this.#open();
      this.#finish(undefined);
    });
  }

  #read(bytes: Buffer): void {
    let rest = bytes;
    if (!this.#answer) {
      const head = this.#head ? Buffer.concat([this.#head, bytes]) : bytes;
      const end = head.indexOf('\r\n\r\n');
      this.#head = end < 0 ? head : undefined;
      if (end < 0) return;
      const text = head.toString('latin1', 0, end);
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
      this.#answer = {
        status: Number(text.slice(9, 12)),
        length: length === undefined ? undefined : Number(length),
        pieces: [],
        read: 0,
      };
      rest = head.subarray(end + 4);
    }
    const answer = this.#answer;
    answer.pieces.push(rest);
    answer.read += rest.length;
    const { status, length, pieces, read } = answer;
    if (
      length === undefined
        ? !Buffer.concat(pieces.slice(-5)).toString('latin1').endsWith(lastChunk)
        : read < length
    )
      return;
    this.#answer = undefined;
    const milliseconds = performance.now() - this.#sent;
    this.#finish({ status, milliseconds, body: length === undefined ? undefined : Buffer.concat(pieces) });
  }

  #finish(answer: RawAnswer | undefined): void {
    const take = this.#take;
    this.#take = undefined;
    take?.(answer);
  }
}
