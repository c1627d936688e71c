import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { answerLines } from '../src/tagging/answer-lines';
import { openServer, shareServer, until } from './test-server';

const server = shareServer({ maxBody: 2000 });
const type = { 'content-type': 'application/x-ndjson' };

describe('a stream of JSON Lines', () => {
  it('is answered line by line, in its order, wrong lines too', async () => {
    const lines = Array.from({ length: 500 }, (_, index) =>
      index % 50 === 7 ? '{"text": 5}' : JSON.stringify({ text: `I see word${index}.` }),
    );
    const response = await server().post('/v1/tag', lines.join('\n\n'), type);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const answers = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toHaveLength(500);
    for (const [index, answer] of answers.entries())
      if (index % 50 === 7) expect(answer.error.code).toBe('invalid_request');
      else expect(answer.tokens[2].text).toBe(`word${index}`);
  });

  it('answers a line before the next one comes', async () => {
    const socket = connect(server().port, '127.0.0.1');
    let answer = '';
    socket.on('data', (piece) => {
      answer += piece;
    });
    socket.write(
      `POST /v1/tag HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${type['content-type']}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    for (const word of ['one', 'two']) {
      const line = `{"tokens":["${word}"]}\n`;
      socket.write(`${line.length.toString(16)}\r\n${line}\r\n`);
      await until(() => answer.includes(`"text":"${word}"`));
    }
    socket.write('0\r\n\r\n');
    await until(() => socket.readableEnded || socket.destroyed);
  });

  it.each([
    ['that is too long', `{"tokens":["a"]}\n{"text": "${'x'.repeat(2500)}"}\n`, 'too_large'],
    ['that is not UTF-8', Buffer.from('{"tokens":["a"]}\n\xff\n', 'latin1'), 'invalid_request'],
  ])('ends with an error at a line %s', async (_, body, code) => {
    const response = await fetch(`${server().url}/v1/tag`, { method: 'POST', headers: type, body });
    const answers = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.at(-1).error.code).toBe(code);
    expect(answers.slice(0, -1).every(({ tokens }) => tokens[0].text === 'a')).toBe(true);
  });

  it('is closed if nothing comes for as long as a request may take', async () => {
    const { app, url } = await openServer({ timeout: 100 });
    const body = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('{')) });
    const options = { method: 'POST', headers: type, body, duplex: 'half' } as RequestInit;
    await expect(fetch(`${url}/v1/tag`, options).then((response) => response.text())).rejects.toThrow();
    await app.close();
  });
});

it('reads no more lines than may wait', async () => {
  let read = 0;
  let ready = () => {};
  async function* lines() {
    for (;;) yield `line ${read++}`;
  }
  const answers = answerLines(lines(), {
    answer: (line) =>
      new Promise((resolve) => {
        if (line === 'line 0') ready = () => resolve([line]);
        else resolve([line]);
      }),
    fail: () => 'failed',
    window: { lines: 4, characters: 15 },
    stopping: new AbortController().signal,
  });
  const first = answers.next();
  await new Promise((resolve) => setTimeout(resolve, 20));
  // Three lines of six characters, and the one that was read ahead.
  expect(read).toBe(4);
  ready();
  expect(await first).toEqual({ done: false, value: 'line 0' });
  await answers.return(undefined);
});
