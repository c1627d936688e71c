import { connect } from 'node:net';
import { createRandom } from '@tagger/core/internal';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServer, type TestServer } from './test-server';

/** What no log may have. */
const secret = 'Zyzzogeton';
const count = 500;
const atOnce = 125;

let server: TestServer;
beforeAll(async () => {
  server = await openServer({ maxBody: 4096, timeout: 300, logLevel: 'trace' });
});
afterAll(() => server.app.close());

const random = createRandom(17);
const draw = (below: number) => random.integer(below);
const choose = <Item>(items: readonly Item[]): Item => items[draw(items.length)]!;

type Pieces = readonly (string | Buffer)[];

function post(path: string, type: string, body: string | Buffer, headers: readonly string[] = []): Pieces {
  const length = Buffer.byteLength(body);
  return [
    ['POST ', path, ' HTTP/1.1\r\nhost: x\r\nconnection: close\r\n'].join(''),
    ...headers.map((header) => `${header}\r\n`),
    `content-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`,
    body,
  ];
}

/** Text with the secret, and anything else in it. */
function drawText(): string {
  const characters = Array.from({ length: draw(40) }, () =>
    String.fromCharCode(draw(choose([128, 0x300, 0xffff]))),
  );
  return `${secret} ${characters.join('').replaceAll(/[\ud800-\udfff]/g, '')}`;
}

const json = 'application/json';
const values = () => [
  drawText(),
  draw(100),
  null,
  true,
  [],
  {},
  [drawText()],
  [[drawText(), '']],
  { a: drawText() },
];

/** Ways to break a request; each gives what is written to the connection. */
const mutations: readonly (() => Pieces)[] = [
  // JSON of a wrong shape
  () => post('/v1/tag', json, JSON.stringify(choose(values().slice(0, 5)))),
  () => post('/v1/tag', json, JSON.stringify({ text: choose(values().slice(1)) })),
  () => post('/v1/tag', json, JSON.stringify({ text: secret, texts: choose(values()) })),
  () => post('/v1/tag', json, JSON.stringify({ text: secret, [drawText().slice(0, 12)]: choose(values()) })),
  () => post('/v1/tag', json, JSON.stringify({ tokens: [secret, choose([null, '', 7, {}])] })),
  () => post('/v1/tag', json, JSON.stringify({ text: secret, topK: choose([0, -1, 1.5, 1e9, '3', null]) })),
  () => post('/v1/tag', json, JSON.stringify({ text: secret, model: choose([drawText(), 5, '']) })),
  () => post('/v1/tag', json, JSON.stringify({ text: secret, language: choose(['x y', '', 'e', '-', 7]) })),
  // what is not JSON, or not UTF-8
  () => {
    const whole = JSON.stringify({ text: drawText() });
    return post('/v1/tag', json, whole.slice(0, 1 + draw(whole.length - 1)));
  },
  () =>
    post(
      '/v1/tag',
      json,
      Buffer.concat([Buffer.from(`{"text":"${secret}`), Buffer.from([0x80 + draw(0x40)]), Buffer.from('"}')]),
    ),
  () => post('/v1/tag', json, '['.repeat(1 + draw(3000))),
  // sizes
  () => post('/v1/tag', json, JSON.stringify({ text: secret.repeat(500 + draw(2000)) })),
  () => [
    `POST /v1/tag HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${json}\r\ncontent-length: ${choose(['-1', 'x', '1e3', '99999999999999999999'])}\r\n\r\n`,
    secret,
  ],
  () => [
    `POST /v1/tag HTTP/1.1\r\nhost: x\r\ncontent-type: ${json}\r\ntransfer-encoding: chunked\r\n\r\n${choose(['zz', '-5', secret])}\r\n`,
  ],
  // headers
  () =>
    post(
      '/v1/tag',
      choose([
        'text/csv',
        'x',
        'application/xml',
        `${json}; charset=${choose(['latin1', 'utf-16', secret])}`,
      ]),
      `{"text":"${secret}"}`,
    ),
  () =>
    post('/v1/tag', json, `{"text":"${secret}"}`, [`content-encoding: ${choose(['gzip', 'br', secret])}`]),
  () =>
    post('/v1/tag', json, `{"text":"${secret}"}`, [
      `accept: ${choose(['image/png', 'application/pdf;q=1', `x/${secret}`])}`,
    ]),
  () => post('/v1/tag', json, `{"text":"${secret}"}`, [`x-large: ${secret.repeat(3000)}`]),
  () =>
    post('/v1/tag', json, `{"text":"${secret}"}`, [
      choose([`bad header ${secret}`, `: ${secret}`, 'content-length: 3']),
    ]),
  // addresses and methods
  () => [
    `${choose(['GET', 'PUT', 'DELETE', 'PATCH'])} /${choose(['v1/tag', secret, `models/${secret}`, '..%2f', '%zz', `v1/tag/?text=${secret}`])} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
  ],
  () => [`${choose([secret, '\u0000\u0001', 'GET / HTTP/9.9', '{"text":1}'])}\r\n\r\n`],
  // UDPipe's forms
  () =>
    post(
      '/process',
      'application/x-www-form-urlencoded',
      choose([
        'tokenizer=',
        `data=${secret}&input=${secret}`,
        `data=${secret}&tokenizer=ranges`,
        `data=1%09${secret}&tagger`,
        '',
      ]),
    ),
  () =>
    post(
      '/process',
      `multipart/form-data${choose(['', '; boundary=', '; boundary=b'])}`,
      choose([
        secret,
        `--b\r\n${secret}`,
        `--b\r\nContent-Disposition: form-data; name="data"\r\n\r\n${secret}`,
      ]),
    ),
  () => [
    `GET /process?${choose(['', `data=${secret}&data=${secret}`, `data=${secret}&input=x`])} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
  ],
  // slow senders
  () => [
    `POST /v1/tag HTTP/1.1\r\nhost: x\r\ncontent-type: ${json}\r\ncontent-length: ${100 + draw(1000)}\r\n\r\n{"text":"${secret}`,
  ],
];

/** What the server answers until it closes the connection. */
function ask(pieces: Pieces): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1');
    const answer: Buffer[] = [];
    socket.on('data', (piece) => answer.push(piece));
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(answer).toString()));
    for (const piece of pieces) socket.write(piece);
  });
}

it(`${count} broken requests are each answered by a 4xx in one clear line, and leave nothing in the log`, async () => {
  const requests = Array.from({ length: count }, () => choose(mutations)());
  for (let start = 0; start < count; start += atOnce)
    await Promise.all(
      requests.slice(start, start + atOnce).map(async (pieces) => {
        const answer = await ask(pieces);
        const sent = Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
          .toString()
          .slice(0, 300);
        const [, status, body = ''] = /^HTTP\/1\.1 (\d+) .*?\r\n\r\n(.*)$/s.exec(answer) ?? [];
        expect(Number(status), sent).toBeGreaterThanOrEqual(400);
        expect(Number(status), sent).toBeLessThan(500);
        const { error } = JSON.parse(body);
        expect(error.message, sent).toMatch(/^[^\n]{10,300}$/);
        expect(error.message, sent).not.toMatch(/ at |node:|Error/);
      }),
    );
  expect((await server.post('/v1/tag', { text: 'I see.' })).status).toBe(200);
  expect(server.log.length).toBeGreaterThan(count / 2);
  expect(server.log.join('')).not.toContain(secret);
});
