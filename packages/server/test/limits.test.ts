import { afterEach, describe, expect, it } from 'vitest';
import { holdRequest, openServer, readMetric, sendRaw, type TestServer, until } from './test-server';

let server: TestServer | undefined;
afterEach(() => server?.app.close());

async function expectError(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  expect(error.code).toBe(code);
  expect(error.message).not.toMatch(/\n/);
}

describe('limits', () => {
  it('of the body: 413, also while the client still sends', async () => {
    server = await openServer({ maxBody: 1000 });
    await expectError(await server.post('/v1/tag', { text: 'x'.repeat(2000) }), 413, 'too_large');
    const chunk = 'x'.repeat(60_000);
    const answer = await sendRaw(
      server.port,
      'POST /v1/tag HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
      ...Array.from({ length: 20 }, () => `${chunk.length.toString(16)}\r\n${chunk}\r\n`),
      '0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*"too_large".*HTTP\/1\.1 200 /s);
    const form = new URLSearchParams({ data: 'x'.repeat(2000) });
    await expectError(await fetch(`${server.url}/process`, { method: 'POST', body: form }), 413, 'too_large');
  });

  it('of the queue: 429 with Retry-After, until there is room again', async () => {
    server = await openServer({ maxQueue: 2 });
    const { port } = server;
    const held = [holdRequest(port), holdRequest(port)];
    await until(async () => (await readMetric(server!, 'tagger_queue_places')) === 2);
    const refused = await server.post('/v1/tag', { text: 'a' });
    expect(refused.headers.get('retry-after')).toBe('1');
    await expectError(refused, 429, 'too_many_requests');
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    held[0]!.end();
    await until(async () => (await readMetric(server!, 'tagger_queue_places')) === 1);
    expect((await server.post('/v1/tag', { text: 'a' })).status).toBe(200);
    held[1]!.end();
  });

  it('of the queue: a long body takes more places', async () => {
    server = await openServer();
    const held = holdRequest(server.port, '/v1/tag', 100_000);
    await until(async () => (await readMetric(server!, 'tagger_queue_places')) === 7);
    held.end();
    await until(async () => (await readMetric(server!, 'tagger_queue_places')) === 0);
  });

  it('of time: 408 if the request does not come, 503 if the answer does not', async () => {
    // Long enough for the text to come, and much too short to tag it.
    server = await openServer({ timeout: 500 });
    expect(await holdRequest(server.port).answer).toMatch(/^HTTP\/1\.1 408 .*"slow_request"/s);
    const late = await server.post('/v1/tag', { text: 'I saw her duck. '.repeat(100_000) });
    expect(late.headers.get('retry-after')).toBe('1');
    await expectError(late, 503, 'timeout');
    await until(async () => (await readMetric(server!, 'tagger_queue_places')) === 0);
  });

  it('a connection that closes ends its call', async () => {
    server = await openServer();
    const controller = new AbortController();
    const body = JSON.stringify({ text: 'I saw her duck. '.repeat(100_000) });
    const headers = { 'content-type': 'application/json' };
    const call = fetch(`${server.url}/v1/tag`, { method: 'POST', headers, body, signal: controller.signal });
    await until(async () => (await readMetric(server!, 'tagger_queue_places')) > 0);
    controller.abort();
    await expect(call).rejects.toThrow();
    await until(async () => (await readMetric(server!, 'tagger_queue_places')) === 0);
    expect(server.log.join('')).toContain('"status":499');
    // The worker has nothing left to do: a short request is answered at once.
    expect((await server.post('/v1/tag', { text: 'a' })).status).toBe(200);
  });
});

describe('access', () => {
  it('needs a token where there is one, but for the health of the server', async () => {
    server = await openServer({ tokens: ['secret-1', 'secret-2'] });
    const ask = (authorization?: string) =>
      server!.post('/v1/tag', { text: 'a' }, authorization === undefined ? {} : { authorization });
    for (const wrong of [undefined, 'Bearer', 'Bearer secret-3', 'Bearer secret-1 x', 'Basic secret-1'])
      await expectError(await ask(wrong), 401, 'unauthorized');
    for (const right of ['Bearer secret-1', 'bearer secret-2']) expect((await ask(right)).status).toBe(200);
    for (const [path, status] of Object.entries({
      '/healthz': 200,
      '/readyz': 200,
      '/models': 401,
      '/metrics': 401,
    }))
      expect((await fetch(server.url + path)).status).toBe(status);
    expect(server.log.join('')).not.toContain('secret');
  });

  it('is for no page of another origin, unless it is told', async () => {
    const origin = 'https://example.org';
    const headers = { origin, 'access-control-request-method': 'POST' };
    const preflight = (url: string, from = origin) =>
      fetch(`${url}/v1/tag`, { method: 'OPTIONS', headers: { ...headers, origin: from } });
    server = await openServer();
    const plain = await server.post('/v1/tag', { text: 'a' }, { origin });
    expect(plain.headers.get('access-control-allow-origin')).toBeNull();
    expect((await preflight(server.url)).status).toBe(404);
    await server.app.close();

    server = await openServer({ allowOrigins: [origin], tokens: ['t'] });
    const allowed = await preflight(server.url);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    const other = await preflight(server.url, 'https://example.com');
    expect(other.headers.get('access-control-allow-origin')).not.toBe('https://example.com');
    const answer = await server.post('/v1/tag', { text: 'a' }, { origin, authorization: 'Bearer t' });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  });
});

describe('options that cannot be', () => {
  it.each([
    [{ models: [] }, 'there is no model to serve'],
    [{ maxBody: 0 }, 'maxBody must be a whole number from 1 to 1073741824, not 0'],
    [{ maxbody: 1 }, 'unknown option "maxbody"; did you mean "maxBody"?'],
    [{ allowOrigins: ['example.org'] }, '"example.org" is no origin (write https://example.org, or *)'],
    [{ tokens: ['two words'] }, 'a token must be ASCII characters without blanks, and there must be one'],
  ])('%j', async (options, message) => {
    await expect(openServer(options as object)).rejects.toThrow(message);
  });
});
