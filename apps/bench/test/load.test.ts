import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyLoad } from '../src/serve/load';

/** Answers with the words of the text; what has none with a 400; the word `other` wrongly, and long ones in chunks. */
const server = createServer((request, response): void => {
  let body = '';
  request.on('data', (piece) => {
    body += piece;
  });
  request.on('end', () => {
    const { text = '' } = JSON.parse(body || '{}');
    const words = text === 'other' ? ['another'] : text.split(' ');
    const answer = JSON.stringify({ tokens: words.map((word: string) => ({ text: word })) });
    if (text === 'gone') request.socket.destroy();
    else if (text === '')
      response.writeHead(request.method === 'GET' ? 200 : 400, { 'content-length': 0 }).end();
    else if (text === 'busy') response.writeHead(429, { 'content-length': 0 }).end();
    else if (words.length < 9) response.setHeader('content-length', answer.length).end(answer);
    else response.write(answer) && response.end();
  });
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const requestOf = (text: string, words?: string[]) => ({ body: JSON.stringify({ text }), words });

it('counts answers by status, and those that are wrong', async () => {
  const requests = [
    requestOf('two words', ['two', 'words']),
    requestOf('other', ['other']),
    requestOf('busy', ['busy']),
    requestOf(''),
    requestOf('a b c d e f g h i', []),
  ];
  const result = await applyLoad({ url, connections: 5, seconds: 0.1, requests });
  const counts = new Map([...result.times].map(([status, { length }]) => [status, length]));
  const rounds = Math.floor(result.sent / 5);
  expect(result.wrong).toBeGreaterThanOrEqual(rounds);
  expect(result.wrong).toBeLessThanOrEqual(rounds + 1);
  expect([...counts.keys()].sort()).toEqual([200, 400, 429]);
  expect([...counts.values()].reduce((a, b) => a + b)).toBe(result.sent);
  expect(result.errors).toBe(0);
});

it('counts connections that fail, and opens them again', async () => {
  const requests = [requestOf('gone', ['gone']), requestOf('a', ['a'])];
  const { errors, times } = await applyLoad({ url, connections: 1, seconds: 0.1, requests });
  expect(errors).toBeGreaterThan(0);
  expect(times.get(200)!.length).toBeGreaterThan(0);
});

it('sends at a rate, and tells what it had no connection for', async () => {
  const requests = [requestOf('a', ['a'])];
  const { sent, missed } = await applyLoad({ url, connections: 1, seconds: 0.2, rate: 50_000, requests });
  expect(sent).toBeGreaterThan(0);
  expect(missed).toBeGreaterThan(0);
});
