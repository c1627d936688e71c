import { setMaxListeners } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestError } from '../errors/request-error';

declare module 'fastify' {
  interface FastifyRequest {
    /** The time of a request that takes a place in the queue of Tagger's plugin. */
    taggerDeadline: Deadline | null;
  }
}

/** The time that a request has, from its head to the end of its answer. */
export class Deadline {
  /** There once somebody asks for the signal: it takes 7 % of the work for a short text. */
  #controller: AbortController | undefined;
  /** Why the request has ended, if it has. */
  #reason: RequestError | undefined;
  #reject: ((reason: unknown) => void) | undefined;
  readonly #timer: ReturnType<typeof setTimeout>;

  /** @param milliseconds after which the request fails */
  constructor(request: FastifyRequest, reply: FastifyReply, milliseconds: number) {
    const { raw } = reply;
    this.#timer = setTimeout(() => {
      if (raw.headersSent) raw.destroy();
      else if (request.raw.complete)
        this.#end(
          new RequestError('timeout', 'the answer took longer than the server allows', 'send less at once'),
        );
      // Who reads the body gets it.
      else request.raw.emit('error', new RequestError('slow_request', 'the request did not arrive in time'));
    }, milliseconds);
    raw.once('close', () => {
      this.lift();
      if (!raw.writableEnded)
        this.#end(new RequestError('aborted', 'the connection was closed before the answer'));
    });
  }

  /** Aborted when the time is over, or the connection is closed before the answer is complete. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      // Each part of a long text listens.
      setMaxListeners(0, this.#controller.signal);
      if (this.#reason) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** The same as a promise, but rejected when the signal is aborted, or would be. */
  guard<Result>(result: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      if (this.#reason) reject(this.#reason);
      result.then(resolve, reject);
    });
  }

  /** Leaves the connection alone as a reason to abort. */
  lift(): void {
    clearTimeout(this.#timer);
  }

  #end(reason: RequestError): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#reject?.(reason);
  }
}
