import { describe, expect, it, vi } from 'vitest';
import { createDataWorkspace } from './data-workspace';
import { etagOf, serveWhole, status, stopAfter } from './file-server';
import { train } from './sample-catalogue';

vi.mock('../src/data/catalogue', () => import('./sample-catalogue'));

const { folder, server, get, requestsOf, haveArrived, cutAfter } = createDataWorkspace();

const whole = Buffer.from(train);

describe('a connection that is cut', () => {
  it('goes on where it was', async () => {
    server.answer('all.conllu', cutAfter(100_000));
    const waits: number[] = [];
    const { status, stderr } = await get('plain -o @plain', { onSleep: (wait) => waits.push(wait) });
    expect(status).toBe(0);
    expect(stderr).toContain('tagger: the connection was cut: again in 1 s\n');
    expect(waits).toEqual([1000]);
    expect(await folder.readText('plain/train.conllu')).toBe(train);
    const [, second] = requestsOf('all.conllu');
    expect(second).toMatchObject({ range: 'bytes=100000-', ifRange: etagOf(whole) });
  });

  it('is given up after five times, and gone on with by the next call', async () => {
    server.answer('all.conllu', cutAfter(50_000), status(503), status(503), status(503), status(503));
    const waits: number[] = [];
    const first = await get('plain -o @plain', { onSleep: (wait) => waits.push(wait) });
    expect(first.status).toBe(1);
    expect(first.stdout).toBe('');
    expect(first.stderr).toMatch(
      /tagger: http:\/\/127\.0\.0\.1:\d+\/owner\/name\/0123\w+\/all\.conllu: the server answers with status 503, 5 times \(the downloads are kept: [^\n]+\)\n$/,
    );
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(await folder.list('plain')).toEqual(['LICENSE.txt', 'upstream.part']);

    server.requests.length = 0;
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(server.requests.map(({ range }) => range)).toEqual(['bytes=50000-']);
    expect(await folder.list('plain')).toEqual(['LICENSE.txt', 'SOURCE.md', 'train.conllu']);
  });

  it('starts again where the server has no ranges', async () => {
    server.answer('all.conllu', cutAfter(50_000), serveWhole);
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(requestsOf('all.conllu')).toHaveLength(2);
    expect(await folder.readText('plain/train.conllu')).toBe(train);
  });

  it('starts again where there is no ETag', async () => {
    server.answer('all.conllu', cutAfter(50_000, false));
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(requestsOf('all.conllu').map(({ range }) => range)).toEqual([undefined, undefined]);
    expect(await folder.readText('plain/train.conllu')).toBe(train);
  });

  it.each([
    ['is another version', { 'content-range': 'bytes 50000-99999/100000', etag: '"other"' }, 206],
    ['begins elsewhere', { 'content-range': 'bytes 0-99999/100000' }, 206],
    ['is out of range', { 'content-range': 'bytes */10' }, 416],
  ])('starts again where the rest %s', async (_, headers, code) => {
    server.answer('all.conllu', cutAfter(50_000), status(code, headers));
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(requestsOf('all.conllu').map(({ range }) => range)).toEqual([
      undefined,
      'bytes=50000-',
      undefined,
    ]);
    expect(await folder.readText('plain/train.conllu')).toBe(train);
  });

  it('starts again where the file has changed meanwhile', async () => {
    server.files.set('all.conllu', Buffer.from(whole).fill('x'));
    server.answer('all.conllu', cutAfter(50_000), status(404));
    expect((await get('plain -o @plain')).status).toBe(1);
    server.files.set('all.conllu', whole);
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(requestsOf('all.conllu').at(-1)).toMatchObject({ range: 'bytes=50000-' });
    expect(await folder.readText('plain/train.conllu')).toBe(train);
  });
});

describe('an interrupted data get', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('keeps what it has at %s', async (signal) => {
    let stop = () => {};
    server.answer(
      'all.conllu',
      stopAfter(60_000, () => haveArrived(60_000).then(() => stop())),
    );
    const { status, stdout, stderr } = await get('plain -o @plain', {
      onStart: (kill) => {
        stop = () => kill(signal);
      },
    });
    expect(status).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /tagger: interrupted \(downloads are kept in plain\/upstream\.part: the same command continues\)\n$/,
    );
    expect(await folder.list('plain')).toEqual(['LICENSE.txt', 'upstream.part']);
    expect(await folder.list('plain/upstream.part')).toContain('all.conllu.part');
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(requestsOf('all.conllu').at(-1)!.range).toBe('bytes=60000-');
    expect(await folder.readText('plain/train.conllu')).toBe(train);
  });
});
