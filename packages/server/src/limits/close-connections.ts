import type { FastifyInstance } from 'fastify';

/** Milliseconds for which the rest of a request is read that was answered before it had come. */
const linger = 2000;

/**
 * Ends connections when it is time. A client that still sends gets its answer first: closing at once would reset the connection, and
 * the answer would be lost. While the server stops, a connection is closed once its answer is sent.
 */
export function closeWhenDone(app: FastifyInstance, stopping: AbortSignal): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping.aborted) reply.header('connection', 'close');
    else reply.removeHeader('connection');
    done();
  });
  app.addHook('onRequest', ({ raw }, reply, done) => {
    reply.raw.once('finish', () => {
      if (stopping.aborted) setImmediate(() => app.server.closeIdleConnections());
      // A request that is injected has no `complete`, and no connection.
      if (raw.complete || raw.readableEnded) return;
      raw.resume();
      const timer = setTimeout(() => raw.destroy(), linger).unref();
      raw.once('end', () => clearTimeout(timer));
      raw.once('close', () => clearTimeout(timer));
    });
    done();
  });
}
