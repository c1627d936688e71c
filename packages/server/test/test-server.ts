import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import model from '@tagger/model-en';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { createServer, type ServerOptions } from '../src';

export const english = { name: 'en', source: model };

/** A server for the tests of one file, with what it logs. */
export interface TestServer {
  readonly app: FastifyInstance;
  readonly port: number;
  readonly url: string;
  /** The lines of the log. */
  readonly log: string[];
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export async function openServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const log: string[] = [];
  const logStream = { write: (line: string) => log.push(line) };
  const app = await createServer({ models: [english], workers: 1, logStream, ...options });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    app,
    url,
    port: Number(new URL(url).port),
    log,
    post: (path, body, headers = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

/** A server that all tests of a file share. */
export function shareServer(options: Partial<ServerOptions> = {}): () => TestServer {
  let server: TestServer;
  beforeAll(async () => {
    server = await openServer(options);
  });
  afterAll(() => server.app.close());
  return () => server;
}

/** Writes to a connection as it is, and returns what comes back until it is closed. */
export async function sendRaw(port: number, ...pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  for (const piece of pieces) socket.write(piece);
  return readText(socket);
}

/** A request whose body does not come. */
export function holdRequest(
  port: number,
  path = '/v1/tag',
  length = 10,
): { answer: Promise<string>; end(): void } {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`,
  );
  const answer = readText(socket).catch(() => '');
  return { answer, end: () => void socket.destroy() };
}

/** Looks again and again until it is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The value of a metric. */
export async function readMetric({ url }: TestServer, name: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const line = metrics.split('\n').find((each) => each.startsWith(`${name} `) || each.startsWith(`${name}{`));
  return Number(line?.split(' ').at(-1) ?? 0);
}
