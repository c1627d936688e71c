import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';

export type Answer = (request: IncomingMessage, response: ServerResponse, content: Buffer) => void;

export interface SeenRequest {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly encoding: string | undefined;
}

export function etagOf(content: Buffer): string {
  return `"${createHash('sha256').update(content).digest('hex').slice(0, 16)}"`;
}

/** Serves a file as GitHub does: with an ETag and ranges. */
export const serveRanges: Answer = (request, response, content) => {
  const etag = etagOf(content);
  const [, start] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  response.setHeader('etag', etag);
  if (start === undefined || request.headers['if-range'] !== etag) {
    response.setHeader('content-length', content.length);
    response.end(content);
    return;
  }
  const rest = content.subarray(Number(start));
  const headers = {
    'content-range': `bytes ${start}-${content.length - 1}/${content.length}`,
    'content-length': rest.length,
  };
  response.writeHead(206, headers).end(rest);
};

/** As an old server does: always the whole file. */
export const serveWhole: Answer = (_, response, content) => {
  response.setHeader('content-length', content.length);
  response.end(content);
};

/** Sends the head and the first bytes, and says no more. */
export function stopAfter(bytes: number, then: (response: ServerResponse) => void, hasEtag = true): Answer {
  return (_, response, content) => {
    if (hasEtag) response.setHeader('etag', etagOf(content));
    response.setHeader('content-length', content.length);
    response.write(content.subarray(0, bytes));
    then(response);
  };
}

export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(code, headers).end('no');
  };
}

/** Never says a word. */
export const keepSilent: Answer = () => {};

/** A server on loopback for the tests of one file; before each test it forgets what it was told. */
export function createFileServer() {
  const files = new Map<string, Buffer>();
  const answers = new Map<string, Answer[]>();
  const requests: SeenRequest[] = [];
  let usual: Answer = serveRanges;
  const server = createServer((request, response) => {
    const path = request.url!;
    const { range, 'if-range': ifRange, 'accept-encoding': encoding } = request.headers;
    requests.push({ path, range, ifRange: ifRange as string | undefined, encoding: encoding as string });
    const name = [...files.keys()].find((file) => path.endsWith(`/${file}`));
    if (name === undefined) return status(404)(request, response, Buffer.alloc(0));
    const answer = answers.get(name)?.shift() ?? usual;
    answer(request, response, files.get(name)!);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  beforeEach(() => {
    files.clear();
    answers.clear();
    requests.length = 0;
    usual = serveRanges;
  });
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return {
    files,
    requests,
    get address() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    /** How the next requests for a file are answered, one each; those after them as usual. */
    answer(file: string, ...next: Answer[]) {
      answers.set(file, next);
    },
    answerAll(answer: Answer) {
      usual = answer;
    },
  };
}

/** Where nobody listens: a port that was free a moment ago. */
export async function findClosedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
