import { isIP } from 'node:net';
import { AccessTokens, RequestError } from '@tagger/server/internal';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Who may ask. */
export interface GuardOptions {
  /** The address that the server listens at. */
  readonly host: string;
  /** What requests must have as `Authorization: Bearer …`, but for the page itself. */
  readonly key?: string | undefined;
}

/**
 * Refuses requests that the page did not make: those that another page has a browser send (their `Origin`, or `Sec-Fetch-Site`, is another), and
 * those to a foreign name that was led to this address (their `Host` is not ours).
 */
export function guard(app: FastifyInstance, { host, key }: GuardOptions): void {
  const tokens = key === undefined ? undefined : new AccessTokens([key]);
  app.addHook('onRequest', (request, _reply, done) => {
    try {
      checkHost(request, host);
      if (request.routeOptions.config.isPage) return done();
      checkOrigin(request);
      tokens?.check(request.headers.authorization);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the answer tells nothing of the texts. */
    readonly isPage?: boolean;
  }
}

function checkHost({ headers }: FastifyRequest, own: string): void {
  const name = (headers.host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  // Nobody can lead an address without a name elsewhere.
  if (name === 'localhost' || name === own.toLowerCase() || isIP(name) !== 0) return;
  throw new RequestError('forbidden', 'the request is for another server', `open http://${own} itself`);
}

function checkOrigin({ headers }: FastifyRequest): void {
  const { origin, host = '' } = headers;
  const site = headers['sec-fetch-site'];
  const isOwn = origin === undefined || origin.replace(/^https?:\/\//, '') === host;
  if (isOwn && (site === undefined || site === 'same-origin')) return;
  throw new RequestError('forbidden', 'the request comes from another page');
}
