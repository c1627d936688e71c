import autocannon from 'autocannon';

/** A request and what must come back. */
export interface LoadRequest {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The words of the tokens of the answer; a broken request has none, and must be answered by a 4xx. */
  readonly words?: readonly string[] | undefined;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** Answers by their status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Answers that were not those of their requests. */
  readonly wrong: number;
  /** Connections that failed. */
  readonly errors: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly path?: string;
  readonly method?: 'GET' | 'POST';
  readonly connections: number;
  readonly seconds: number;
  /** Requests per second; as many as are answered if not given. */
  readonly rate?: number | undefined;
  readonly requests: readonly LoadRequest[];
}

const json = { 'content-type': 'application/json' };

/** Sends requests over connections at the same time, one after another on each, and compares each answer with its request. */
export async function applyLoad({
  url,
  path = '/v1/tag',
  method = 'POST',
  connections,
  seconds,
  rate,
  requests,
}: LoadOptions): Promise<LoadResult> {
  const statuses: Record<number, number> = {};
  let wrong = 0;
  const result = await autocannon({
    url: url + path,
    connections,
    duration: seconds,
    timeout: 60,
    ...(rate !== undefined && { overallRate: rate }),
    requests: requests.map(({ body, headers = json, words }) => ({
      method,
      path,
      ...(method === 'POST' && { headers: { ...headers }, body }),
      onResponse(status: number, answer: string) {
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (!isRight(status, answer, words)) wrong++;
      },
    })),
  });
  const { p50, p99, max } = result.latency;
  return {
    requestsPerSecond: result.requests.average,
    p50,
    p99,
    longest: max,
    statuses,
    wrong,
    errors: result.errors,
  };
}

function isRight(status: number, answer: string, words: readonly string[] | undefined): boolean {
  // Refused for want of room.
  if (status === 429 || status === 503) return true;
  if (words === undefined) return status >= 400 && status < 500;
  if (status !== 200) return false;
  if (words.length === 0) return true;
  const { tokens } = JSON.parse(answer) as { tokens: { text: string }[] };
  return tokens.map(({ text }) => text).join('') === words.join('');
}
