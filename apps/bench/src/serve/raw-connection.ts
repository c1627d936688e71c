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

/** An answer of which the head has been read. */
interface OpenAnswer {
  readonly status: number;
  /** Undefined where it comes in chunks. */
  readonly body: Buffer | undefined;
  /** Bytes of the body that have been read. */
  read: number;
  /** The last bytes of an answer in chunks. */
  end: string;
}

/** The end of an answer in chunks. */
const lastChunk = '0\r\n\r\n';

/** What all connections read into, one after another: the garbage of a buffer for each read would stop the client for longer than the server takes. */
const readBuffer = Buffer.allocUnsafe(2 ** 16);

/**
 * A connection that sends requests, one after another. It reads as little of HTTP as it has to, and keeps nothing of an answer in chunks: a
 * client that works for each answer as long as the server does measures itself.
 */
export class RawConnection {
  #socket: Socket | undefined;
  #take: Take | undefined;
  #sent = 0;
  #head = '';
  #answer: OpenAnswer | undefined;

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
    const callback = (length: number) => {
      this.#read(readBuffer.subarray(0, length));
      return true;
    };
    const { port } = this;
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: readBuffer, callback },
    });
    this.#socket = socket;
    // What is wrong is told by its end.
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#head = '';
      this.#answer = undefined;
      this.#open();
      this.#finish(undefined);
    });
  }

  #read(bytes: Buffer): void {
    let rest = bytes;
    if (!this.#answer) {
      const before = this.#head.length;
      this.#head += bytes.toString('latin1', 0, 2 ** 12);
      const end = this.#head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const text = this.#head.slice(0, end);
      this.#head = '';
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
      const body = length === undefined ? undefined : Buffer.allocUnsafe(Number(length));
      this.#answer = { status: Number(text.slice(9, 12)), body, read: 0, end: '' };
      rest = bytes.subarray(end + 4 - before);
    }
    const answer = this.#answer;
    const { status, body } = answer;
    if (body) {
      rest.copy(body, answer.read);
      answer.read += rest.length;
      if (answer.read < body.length) return;
    } else {
      answer.end = (answer.end + rest.toString('latin1', Math.max(0, rest.length - 5))).slice(-5);
      if (answer.end !== lastChunk) return;
    }
    this.#answer = undefined;
    this.#finish({ status, milliseconds: performance.now() - this.#sent, body });
  }

  #finish(answer: RawAnswer | undefined): void {
    const take = this.#take;
    this.#take = undefined;
    take?.(answer);
  }
}
