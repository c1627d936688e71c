import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type FastifyInstance, type FastifyReply, fastify, LogController } from 'fastify';
import { RequestError, toErrorAnswer } from './errors/request-error';
import { trackConnections } from './limits/track-connections';

/** The levels of the log, of which `silent` is none. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** What is logged, and where to. */
export interface LogOptions {
  /** What is logged; default: `info`, a line for each request. No text of a request is. */
  readonly logLevel?: (typeof logLevels)[number] | undefined;
  /** Takes the lines of the log, which are JSON; default: the standard output. */
  readonly logStream?: LogStream | undefined;
}

/** What takes a log, such as a stream of Node.js. */
export interface LogStream {
  /** Takes a line with its end. */
  write(line: string): unknown;
}

/** What Fastify logs by itself of requests and errors: nothing that may quote a text. */
const serializers = {
  req: ({ method }: { readonly method: string }) => ({ method }),
  res: ({ statusCode }: { readonly statusCode?: number }) => ({ statusCode }) as { statusCode: number },
  err: ({ name }: Error) => ({ type: name, message: '', stack: '' }),
};

/** Milliseconds for the head of a request. */
const headTimeout = 10_000;

/**
 * An application of Fastify without routes: every error is answered as one line of JSON, and no text gets into its log.
 *
 * @param hint what is said to who asks for a route that does not exist
 */
export function createApp({ logLevel = 'info', logStream }: LogOptions, hint: string): FastifyInstance {
  const app = fastify({
    logger:
      logLevel === 'silent'
        ? false
        : { level: logLevel, serializers, ...(logStream && { stream: logStream }) },
    logController: new LogController({ disableRequestLogging: true }),
    // Loading a model takes as long as it takes.
    pluginTimeout: 0,
    return503OnClosing: false,
    http: { headersTimeout: headTimeout, connectionsCheckingInterval: 1000 },
    clientErrorHandler: answerClientError,
    frameworkErrors: (_error, _request, reply) => {
      sendError(
        reply as FastifyReply,
        new RequestError('invalid_request', 'the address of the request cannot be read'),
      );
    },
  });
  const closeUnused = trackConnections(app.server);
  app.addHook('preClose', async () => closeUnused());
  app.setNotFoundHandler((_request, reply) => {
    sendError(reply, new RequestError('not_found', 'there is no such route', hint));
  });
  return app;
}

function sendError(reply: FastifyReply, error: RequestError): void {
  void reply.code(error.statusCode).send(toErrorAnswer(error));
}

/** Answers what is no HTTP, or comes too slowly to be a request. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const answer = describeClientError(error.code);
  const body = JSON.stringify(toErrorAnswer(answer));
  const head = [
    `HTTP/1.1 ${answer.statusCode} ${STATUS_CODES[answer.statusCode]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function describeClientError(code: string | undefined): RequestError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new RequestError('slow_request', 'the request did not arrive in time');
  if (code === 'HPE_HEADER_OVERFLOW')
    return new RequestError('headers_too_large', 'the head of the request is larger than the server takes');
  return new RequestError('invalid_request', 'the request is no HTTP');
}
