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
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;

  /** @param milliseconds after which the request fails */
  constructor(request: FastifyRequest, reply: FastifyReply, milliseconds: number) {
    const { raw } = reply;
    // Each part of a long text listens.
    setMaxListeners(0, this.signal);
    this.#timer = setTimeout(() => {
      if (raw.headersSent) raw.destroy();
      else if (request.raw.complete)
        this.#controller.abort(
          new RequestError('timeout', 'the answer took longer than the server allows', 'send less at once'),
        );
      // Who reads the body gets it.
      else request.raw.emit('error', new RequestError('slow_request', 'the request did not arrive in time'));
    }, milliseconds);
    raw.once('close', () => {
      this.lift();
      if (!raw.writableEnded)
        this.#controller.abort(new RequestError('aborted', 'the connection was closed before the answer'));
    });
  }

  /** Aborted when the time is over, or the connection is closed before the answer is complete. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Leaves the connection alone as a reason to abort. */
  lift(): void {
    clearTimeout(this.#timer);
  }
}
