import { mkdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { createDataWorkspace, root } from './data-workspace';
import { type Answer, status } from './file-server';
import { licence, train } from './sample-catalogue';

vi.mock('../src/data/catalogue', () => import('./sample-catalogue'));

const { folder, server, get, requestsOf } = createDataWorkspace();

const failure = async (line: string) => {
  const { status, stdout, stderr } = await get(line);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  return stderr.split('\n').at(-2)!.replaceAll(server.address, 'SERVER');
};

/** Sends pieces for as long as somebody listens. */
const sendForever: Answer = (_, response) => {
  const send = (): void => {
    if (!response.destroyed) response.write(Buffer.alloc(65_536), () => setImmediate(send));
  };
  send();
};

const packed =
  (encoding: string, content: Buffer): Answer =>
  (_, response: ServerResponse) => {
    response.writeHead(200, { 'content-encoding': encoding }).end(content);
  };

const zeros = Buffer.alloc(20_000_000);

describe('a server that sends more than the catalogue says', () => {
  it.each([
    ['without an end', sendForever],
    ['by its own word', status(200, { 'content-length': '1500000000' })],
    ['packed with gzip', packed('gzip', gzipSync(zeros))],
    ['packed with brotli', packed('br', brotliCompressSync(zeros))],
  ])('is not listened to any longer: %s', async (_, answer) => {
    server.answer('LICENSE.txt', answer);
    expect(await failure('plain -o @plain')).toBe(
      `tagger: SERVER${root}/LICENSE.txt: the server sends more than the expected ${licence.length} bytes (the download was discarded; check for a proxy or a wrong TAGGER_DATA_MIRROR)`,
    );
    expect(server.requests).toHaveLength(1);
    expect(await folder.list()).toEqual([]);
  });

  it('is not listened to any longer in a list, or in the last of the files that are joined', async () => {
    server.answer('lists/train', sendForever);
    expect(await failure('made -o @made')).toContain(
      'lists/train: the server sends more than the expected 1000 bytes',
    );
    server.answer('sources/b/two.conllu', sendForever);
    expect(await failure('made -o @made')).toMatch(
      /two\.conllu: the server sends more than the expected \d\d bytes/,
    );
  });

  it('is not listened to any longer in the rest of a file', async () => {
    const part = Buffer.from(train).subarray(0, 100);
    await mkdir(folder.path('plain/upstream.part'), { recursive: true });
    await folder.write('plain/upstream.part/all.conllu.part', part);
    await folder.write('plain/upstream.part/all.conllu.part.etag', '"v"');
    const headers = { 'content-range': 'bytes 100-/*', etag: '"v"', 'content-length': String(train.length) };
    server.answer('all.conllu', status(206, headers));
    expect(await failure('plain -o @plain')).toContain(`more than the expected ${train.length} bytes`);
    expect(requestsOf('all.conllu')[0]!.range).toBe('bytes=100-');
    expect(await folder.list('plain/upstream.part')).toEqual(['LICENSE.txt']);
  });
});

it('what an earlier call left that is too long is fetched anew', async () => {
  await mkdir(folder.path('plain/upstream.part'), { recursive: true });
  await folder.write('plain/upstream.part/LICENSE.txt', 'x'.repeat(1000));
  await folder.write('plain/upstream.part/all.conllu.part', 'x'.repeat(1_000_000));
  await folder.write('plain/upstream.part/all.conllu.part.etag', '"v"');
  expect((await get('plain -o @plain')).status).toBe(0);
  expect(server.requests.map(({ range }) => range)).toEqual([undefined, undefined]);
});

it('an ETag on the disk that cannot be sent is none', async () => {
  await mkdir(folder.path('plain/upstream.part'), { recursive: true });
  await folder.write('plain/upstream.part/all.conllu.part', 'x');
  await folder.write('plain/upstream.part/all.conllu.part.etag', '"v\r\nx: y"');
  expect((await get('plain -o @plain')).status).toBe(0);
});

it('a list must name as many files as the catalogue says', async () => {
  server.files.set('lists/train', Buffer.from('a/one.conllu\n'.repeat(50)));
  expect(await failure('made -o @made')).toContain('lists/train: expected the paths of 2 files, found 50');
});

it('a server that drips is given up', async () => {
  const drip: Answer = (_, response) => {
    const timer = setInterval(() => response.write('x'), 30);
    response.on('close', () => clearInterval(timer));
  };
  server.answer('all.conllu', drip, drip, drip, drip, drip);
  expect(await failure('plain -o @plain --timeout 0.1')).toMatch(
    /all\.conllu: (only \d+ bytes came in|nothing came for) 0\.1 seconds, 5 times/,
  );
});

describe('what a server asks to wait', () => {
  it.each([
    ['9'.repeat(400), 'more than a day'],
    ['3600', '3600 seconds'],
    ['Thu, 01 Jan 2026 02:00:00 GMT', '7200 seconds'],
  ])('is not waited for if it is long: %s', async (retryAfter, shown) => {
    const headers = { 'retry-after': retryAfter, date: 'Thu, 01 Jan 2026 00:00:00 GMT' };
    server.answer('all.conllu', status(429, headers));
    expect(await failure('plain -o @plain')).toContain(`and its server asks to wait ${shown} (`);
  });

  it.each([
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2025 00:00:00 GMT', 0],
    ['Thu, 01 Jan 2026', 1000],
    ['soon', 1000],
    ['-5', 1000],
    ['1e3', 1000],
  ])(
    'is waited for as its clock has it, and passed over where it is no time: %s',
    async (retryAfter, wait) => {
      const headers = { 'retry-after': retryAfter, date: 'Thu, 01 Jan 2026 00:00:00 GMT' };
      server.answer('all.conllu', status(503, headers));
      const waits: number[] = [];
      expect((await get('plain -o @plain', { onSleep: (time) => waits.push(time) })).status).toBe(0);
      expect(waits).toEqual([wait]);
    },
  );
});

describe('a redirect', () => {
  it('is followed', async () => {
    server.files.set('elsewhere/all', Buffer.from(train));
    server.answer('all.conllu', status(302, { location: `${server.address}/elsewhere/all` }));
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(await folder.readText('plain/train.conllu')).toBe(train);
  });

  it('is not followed for ever', async () => {
    server.answerAll(status(301, { location: 'LICENSE.txt' }));
    expect(await failure('plain -o @plain')).toContain('LICENSE.txt: the server redirects more than 5 times');
    expect(server.requests).toHaveLength(6);
  });

  it.each([
    'file:///etc/passwd',
    'ftp://127.0.0.1/x',
    'data:text/plain,x',
    'http://user:word@127.0.0.1/',
    'http://[',
  ])('to %s is not followed', async (location) => {
    server.answer('LICENSE.txt', status(307, { location }));
    expect(await failure('plain -o @plain')).toContain(`redirects to ${location}, which is not followed (`);
    expect(server.requests).toHaveLength(1);
  });
});
