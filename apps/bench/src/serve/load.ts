import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { type RawAnswer, RawConnection } from './raw-connection';

/** A request and what must come back. */
export interface LoadRequest {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The words of the tokens of the answer; a broken request has none, and must be answered by a 4xx. */
  readonly words?: readonly string[] | undefined;
}

export interface LoadResult {
  readonly sent: number;
  readonly requestsPerSecond: number;
  /** Milliseconds of each answer, by status. */
  readonly times: ReadonlyMap<number, readonly number[]>;
  /** Answers that were not those of their requests. */
  readonly wrong: number;
  /** Connections that failed. */
  readonly errors: number;
  /** Requests that were due when no connection was free. */
  readonly missed: number;
  /** Milliseconds by which the client's own timer was late, at most: what is shorter says nothing of the server. */
  readonly clientLag: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly path?: string;
  readonly method?: 'GET' | 'POST';
  readonly connections: number;
  readonly seconds: number;
  /** Requests per second, whether or not those before them are answered; by default, each connection sends its next one after an answer. */
  readonly rate?: number | undefined;
  readonly requests: readonly LoadRequest[];
}

const json = { 'content-type': 'application/json' };
/** Milliseconds between two looks at what is due. */
const tick = 2;
/** Milliseconds for the last answers. */
const patience = 60_000;

/** Sends requests over connections at the same time, one after another on each, and compares each answer with its request. */
export async function applyLoad(options: LoadOptions): Promise<LoadResult> {
  const { url, connections: count, seconds, rate } = options;
  const requests = prepareRequests(options);
  const port = Number(new URL(url).port);
  const connections = await openConnections(port, count);
  const free = [...connections];
  const times = new Map<number, number[]>();
  let [sent, open, wrong, errors, missed, clientLag] = [0, 0, 0, 0, 0, 0];
  let isOver = false;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const send = (connection: RawConnection) => {
    const { bytes, isRight } = requests[sent++ % requests.length]!;
    open++;
    connection.send(bytes, (answer) => {
      open--;
      if (!answer) errors++;
      else {
        const own = times.get(answer.status);
        if (own) own.push(answer.milliseconds);
        else times.set(answer.status, [answer.milliseconds]);
        if (!isRight(answer)) wrong++;
      }
      if (isOver) open === 0 && finish();
      else if (rate === undefined) send(connection);
      else free.push(connection);
    });
  };
  const start = performance.now();
  let due = 0;
  let last = start;
  const timer = setInterval(() => {
    const now = performance.now();
    clientLag = Math.max(clientLag, now - last - tick);
    last = now;
    if (rate === undefined) return;
    for (const until = ((now - start) / 1000) * rate; due < until; due++) {
      const connection = free.shift();
      if (connection) send(connection);
      else missed++;
    }
  }, tick);
  if (rate === undefined) for (const connection of connections) send(connection);
  await setTimeout(seconds * 1000);
  isOver = true;
  clearInterval(timer);
  if (open > 0) await Promise.race([finished, setTimeout(patience, undefined, { ref: false })]);
  errors += open;
  const requestsPerSecond = (sent * 1000) / (performance.now() - start);
  for (const connection of connections) connection.end();
  return { sent, requestsPerSecond, times, wrong, errors, missed, clientLag };
}

/** Connections that the server has accepted: Node.js accepts one in each turn of its event loop, which is not what is measured. */
async function openConnections(port: number, count: number): Promise<RawConnection[]> {
  const connections = Array.from({ length: count }, () => new RawConnection(port));
  const request = Buffer.from('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await Promise.all(
    connections.map((connection) => new Promise((resolve) => connection.send(request, resolve))),
  );
  return connections;
}

function prepareRequests({ path = '/v1/tag', method = 'POST', requests }: LoadOptions) {
  return requests.map(({ body, headers = json, words }) => {
    const own = method === 'GET' ? {} : { ...headers, 'content-length': String(Buffer.byteLength(body)) };
    const lines = Object.entries({ host: 'localhost', ...own }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    const bytes = Buffer.from(
      `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${method === 'GET' ? '' : body}`,
    );
    /** An answer that was right: to parse each takes longer than the client may. */
    let right: Buffer | undefined;
    const isRight = (answer: RawAnswer) => {
      if (answer.status === 200 && right && answer.body?.equals(right)) return true;
      if (!checkAnswer(answer, words)) return false;
      if (answer.status === 200) right = answer.body;
      return true;
    };
    return { bytes, isRight };
  });
}

function checkAnswer({ status, body }: RawAnswer, words: readonly string[] | undefined): boolean {
  // Refused for want of room.
  if (status === 429 || status === 503) return true;
  if (words === undefined) return status >= 400 && status < 500;
  if (status !== 200) return false;
  if (words.length === 0 || !body) return words.length === 0;
  const { tokens } = JSON.parse(String(body)) as { tokens: { text: string }[] };
  return tokens.map(({ text }) => text).join('') === words.join('');
}

/** Milliseconds of the answers with a status, or of all, in words. */
export function describeTimes({ times }: LoadResult, status?: number): string {
  const own = status === undefined ? [...times.values()].flat() : (times.get(status) ?? []);
  const at = (share: number) => quantile(own, share).toFixed(1);
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)} ms`;
}

/** The value below which a share of the values are; NaN if there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
