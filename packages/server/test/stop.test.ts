import { copyFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { fastify } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startServer, taggerPlugin } from '../src';
import { english, openServer, readMetric, until } from './test-server';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const long = { text: 'I saw her duck. '.repeat(10_000) };

describe('a server that stops', () => {
  it('answers what was accepted, and holds no connection', async () => {
    const server = await openServer();
    const idle = connect(server.port, '127.0.0.1').resume();
    const busy = connect(server.port, '127.0.0.1');
    const head = 'POST /v1/tag HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    const body = JSON.stringify(long);
    busy.write(`${head}content-length: ${body.length}\r\n\r\n${body}`);
    const answers = readText(busy);
    await until(async () => (await readMetric(server, 'tagger_queue_places')) > 0);
    const closed = server.app.close();
    await closed;
    const answer = await answers;
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*\r\nconnection: close\r\n/is);
    expect(answer.match(/"tag":/g)).toHaveLength(50_000);
    await until(() => idle.closed);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });

  it('refuses what comes later with 503', async () => {
    const app = fastify({ return503OnClosing: false });
    await app.register(taggerPlugin, { models: [english], workers: 1 });
    const answers: Response[] = [];
    // A hook after that of the plugin, while the application still listens.
    await app.register(async (later) => {
      later.addHook('preClose', async () => {
        const { url } = server;
        const headers = { 'content-type': 'application/json' };
        answers.push(await fetch(`${url}/readyz`));
        answers.push(await fetch(`${url}/v1/tag`, { method: 'POST', headers, body: '{"text":"a"}' }));
      });
    });
    const server = { url: await app.listen({ host: '127.0.0.1', port: 0 }) };
    await app.close();
    expect(answers).toHaveLength(2);
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(answer.headers.get('connection')).toBe('close');
      expect(await answer.json()).toMatchObject({ error: { code: 'stopping' } });
    }
  });

  it('ends a stream once its lines are answered', async () => {
    const server = await openServer();
    let more: (line: string) => void = () => {};
    const lines = new ReadableStream({
      start(controller) {
        more = (line) => controller.enqueue(Buffer.from(line));
      },
    });
    const headers = { 'content-type': 'application/x-ndjson' };
    const options = { method: 'POST', headers, body: lines, duplex: 'half' } as RequestInit;
    const answer = fetch(`${server.url}/v1/tag`, options).then((response) => response.text());
    more('{"tokens":["a"]}\n');
    await until(async () => (await readMetric(server, 'tagger_tokens_total')) === 1);
    await server.app.close();
    const [first, last] = (await answer)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first.tokens).toHaveLength(1);
    expect(last.error.code).toBe('stopping');
  });
});

describe('a model whose file changes', () => {
  it('is replaced without a lost request; a broken file is not taken', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tagger-server-'));
    ends.push(() => rm(folder, { recursive: true }));
    const path = join(folder, 'model.onnx');
    await copyFile(fileURLToPath(english.source), path);
    const server = await openServer({
      models: [{ name: 'm', source: path }],
      watch: true,
      watchInterval: 10,
    });
    ends.unshift(() => server.app.close());
    let isRunning = true;
    const statuses = new Set<number>();
    const clients = Array.from({ length: 4 }, async () => {
      while (isRunning) statuses.add((await server.post('/v1/tag', { text: 'I see.' })).status);
    });
    for (let swap = 1; swap <= 3; swap++) {
      const next = join(folder, 'next');
      await copyFile(fileURLToPath(english.source), next);
      await rename(next, path);
      await until(async () => (await readMetric(server, 'tagger_model_swaps_total')) === swap);
    }
    await writeFile(path, 'no model');
    await until(() => server.log.join('').includes('the new model cannot be used'));
    await rm(path);
    expect((await server.post('/v1/tag', { text: 'I see.' })).status).toBe(200);
    isRunning = false;
    await Promise.all(clients);
    expect([...statuses]).toEqual([200]);
  });
});

describe('startServer', () => {
  it('listens at loopback alone', async () => {
    const server = await startServer({ models: [english], workers: 1, port: 0, logLevel: 'silent' });
    ends.push(() => server.close());
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' });
    const port = Number(new URL(server.url).port);
    await expect(startServer({ models: [english], workers: 1, port, logLevel: 'silent' })).rejects.toThrow(
      `port ${port} of 127.0.0.1 is in use (choose another port)`,
    );
  });

  it('says what is wrong with a model or an address', async () => {
    const options = { workers: 1, port: 0, logLevel: 'silent' } as const;
    const missing = { models: [english, { name: 'x', source: '/nowhere/x.onnx' }] };
    await expect(startServer({ ...options, ...missing })).rejects.toThrow('/nowhere/x.onnx: no such file');
    await expect(startServer({ ...options, models: [english], host: '203.0.113.1' })).rejects.toThrow(
      '203.0.113.1 is no address of this computer',
    );
  });
});

it('is a plugin of an application, whose other routes it does not touch', async () => {
  const app = fastify();
  ends.push(() => app.close());
  await app.register(taggerPlugin, { prefix: '/nlp', models: [english], workers: 1, tokens: ['t'] });
  app.post('/echo', async (request) => request.body);
  app.get('/fail', async () => {
    throw new Error('of the application');
  });
  const headers = { authorization: 'Bearer t' };
  const tagged = await app.inject({
    method: 'POST',
    url: '/nlp/v1/tag',
    payload: { text: 'I see' },
    headers,
  });
  expect(tagged.json().tokens).toHaveLength(2);
  expect((await app.inject({ method: 'POST', url: '/echo', payload: { a: 1 } })).json()).toEqual({ a: 1 });
  expect((await app.inject('/fail')).json().message).toBe('of the application');
  const described = await app.inject({ url: '/nlp/openapi.json', headers });
  expect(Object.keys(described.json().paths)).toContain('/nlp/v1/tag');
});

it('closes no connection where a request has none: one that is injected', async () => {
  const app = fastify();
  ends.push(() => app.close());
  await app.register(taggerPlugin, { models: [english], workers: 1, tokens: ['t'] });
  await app.ready();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const headers = { authorization: 'Bearer t' };
  const read = await app.inject({ url: '/openapi.json', headers });
  const refused = await app.inject({ method: 'POST', url: '/v1/tag', payload: { text: 'I see' } });
  expect([read.statusCode, refused.statusCode]).toEqual([200, 401]);
  // What a timer throws is thrown here.
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
});
