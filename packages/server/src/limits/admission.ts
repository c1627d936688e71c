import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestError } from '../errors/request-error';

/** Bytes of a body that count as a further request. */
const bytesOfPlace = 2 ** 14;

/* There is one of each: to look where an error was thrown takes as long as the rest of a refusal. */

export const stoppingError = new RequestError('stopping', 'the server is stopping');
const fullError = new RequestError(
  'too_many_requests',
  'the server has more requests than it can answer',
  'try again later',
);

/** The requests that are received, wait or are computed. Each takes one place in the queue, and one more for each 16 KiB of its body. */
export class Admission {
  #taken = 0;
  readonly #stopping = new AbortController();

  /** @param places requests are refused once so many places are taken */
  constructor(private readonly places: number) {}

  get taken(): number {
    return this.#taken;
  }

  /** Aborted once requests are refused. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /** From now on requests are refused. */
  stop(): void {
    this.#stopping.abort();
  }

  /**
   * Takes a request's places until its answer is sent or its connection closed.
   *
   * @throws RequestError if there is no place, or no request is taken any more
   */
  admit(request: FastifyRequest, reply: FastifyReply): void {
    if (this.stopping.aborted) throw stoppingError;
    if (this.#taken >= this.places) throw fullError;
    const length = Number(request.headers['content-length'] ?? 0);
    const places = 1 + Math.floor(length / bytesOfPlace);
    this.#taken += places;
    reply.raw.once('close', () => {
      this.#taken -= places;
    });
  }
}
