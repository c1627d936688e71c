import { chmod, mkdir, rm, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Corpus } from '../src/data/corpus';
import {
  type Answer,
  createFileServer,
  etagOf,
  findClosedAddress,
  keepSilent,
  serveWhole,
  status,
  stopAfter,
} from './file-server';
import type { RunOptions } from './run-tagger';
import { createWorkspace } from './workspace';

const sample = vi.hoisted(() => {
  const sentences = (from: number, to: number) => {
    const numbers = Array.from({ length: to - from }, (_, index) => from + index);
    return numbers.map((number) => `# sent_id = ${number}\n1\tword${number}\n\n`).join('');
  };
  return {
    sentences,
    licence: 'Do as you like.\n',
    train: sentences(0, 5000),
    files: {
      'LICENSE.txt': 'Do as you like.\n',
      'all.conllu': sentences(0, 5000),
      'lists/train': 'a/one.conllu\nb/two.conllu\n',
      'sources/a/one.conllu': sentences(0, 3),
      'sources/b/two.conllu': sentences(3, 5),
      'up-dev.conllu': sentences(0, 7),
      'up-test.conllu': sentences(7, 12),
      'up.conll': 'a\tO\n\t\nb\tO\n \n\t\n\nc\tO\n\n',
    },
  };
});

vi.mock('../src/data/catalogue', async () => {
  const { blankSeparators, copy, joinListed, resplit } = await import('../src/data/recipes');
  const { sha256 } = await import('../src/data/sha256');
  const file = (name: string, text: string, recipe: ReturnType<typeof copy>) => {
    const content = Buffer.from(text);
    return { name, size: content.length, sha256: sha256(content), recipe };
  };
  const count = { sentences: 1000, tokens: 20_000 };
  const { sentences, licence, train } = sample;
  const common = {
    title: 'A sample',
    language: 'English',
    tags: 'UPOS',
    licence: { name: 'CC BY-SA 4.0', text: 'https://licence.test', duty: 'share alike' },
    repository: 'owner/name',
    commit: '0123456789abcdef0123456789abcdef01234567',
    train: count,
    dev: count,
    test: count,
  };
  const catalogue: Corpus[] = [
    {
      ...common,
      name: 'plain',
      note: 'take care',
      files: [
        file('LICENSE.txt', licence, copy('LICENSE.txt')),
        file('train.conllu', train, copy('all.conllu')),
      ],
    },
    {
      ...common,
      name: 'made',
      files: [
        file('joined.conllu', sentences(0, 5), joinListed('lists/train', 'sources')),
        file('train.conllu', sentences(0, 9), resplit('train', ['up-dev.conllu', 'up-test.conllu'])),
        file('dev.conllu', sentences(9, 10), resplit('dev', ['up-dev.conllu', 'up-test.conllu'])),
        file('test.conllu', sentences(10, 12), resplit('test', ['up-dev.conllu', 'up-test.conllu'])),
        file('ner.conll', 'a\tO\n\nb\tO\n\nc\tO\n\n', blankSeparators('up.conll')),
      ],
    },
  ];
  return { catalogue };
});

const folder = createWorkspace();
const server = createFileServer();
const root = '/owner/name/0123456789abcdef0123456789abcdef01234567';
const whole = Buffer.from(sample.train);

function get(line: string, options: RunOptions = {}) {
  return folder.tagger(`data get ${line}`, { env: { TAGGER_DATA_MIRROR: server.address }, ...options });
}
/** When the command has written so many bytes of the treebank: what is still on its way is lost when a connection breaks. */
async function haveArrived(bytes: number): Promise<void> {
  const size = () =>
    stat(folder.path('plain/upstream.part/all.conllu.part')).then(
      (found) => found.size,
      () => 0,
    );
  while ((await size()) < bytes) await setTimeout(2);
}

/** Sends the first bytes, and cuts the connection when they have arrived. */
function cutAfter(bytes: number, hasEtag?: boolean): Answer {
  return stopAfter(bytes, (response) => haveArrived(bytes).then(() => response.destroy()), hasEtag);
}

const requestsOf = (file: string) => server.requests.filter(({ path }) => path === `${root}/${file}`);

beforeEach(async () => {
  for (const name of await folder.list()) await rm(folder.path(name), { recursive: true });
  for (const [name, text] of Object.entries(sample.files)) server.files.set(name, Buffer.from(text));
});

describe('data get', () => {
  it('fetches the files, the licence, and a note on where they are from', async () => {
    const { status, stdout, stderr } = await get('plain -o @corpora/plain');
    expect(stderr).toBe(
      [
        'A sample',
        'source   owner/name at 0123456789ab',
        'licence  CC BY-SA 4.0, https://licence.test',
        '         share alike',
        'note     take care\n',
      ].join('\n'),
    );
    expect(stdout).toBe(
      'corpora/plain/LICENSE.txt     0 kB  fetched\ncorpora/plain/train.conllu  143 kB  fetched\n',
    );
    expect(status).toBe(0);
    expect(await folder.list('corpora/plain')).toEqual(['LICENSE.txt', 'SOURCE.md', 'train.conllu']);
    expect(await folder.read('corpora/plain/train.conllu')).toEqual(whole);
    expect(await folder.readText('corpora/plain/LICENSE.txt')).toBe(sample.licence);
    const note = await folder.readText('corpora/plain/SOURCE.md');
    expect(note).toContain('https://github.com/owner/name/tree/0123456789abcdef0123456789abcdef01234567');
    expect(note).toContain('CC BY-SA 4.0, https://licence.test');
    expect(note).toContain('share alike');
    // Packed bytes would have other ranges.
    expect(server.requests.map(({ path, encoding }) => [path, encoding])).toEqual([
      [`${root}/LICENSE.txt`, 'identity'],
      [`${root}/all.conllu`, 'identity'],
    ]);
  });

  it('makes files by each recipe, and fetches what several need once', async () => {
    const { status, stderr } = await get('made -o @made');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(await folder.readText('made/joined.conllu')).toBe(sample.sentences(0, 5));
    expect(await folder.readText('made/train.conllu')).toBe(sample.sentences(0, 9));
    expect(await folder.readText('made/dev.conllu')).toBe(sample.sentences(9, 10));
    expect(await folder.readText('made/test.conllu')).toBe(sample.sentences(10, 12));
    expect(await folder.readText('made/ner.conll')).toBe('a\tO\n\nb\tO\n\nc\tO\n\n');
    expect(requestsOf('up-dev.conllu')).toHaveLength(1);
    expect(await folder.list('made')).not.toContain('upstream.part');
  });

  it('does nothing when all is there', async () => {
    await get('plain -o @plain');
    server.requests.length = 0;
    const { status, stdout, stderr } = await get('plain -o @plain', {
      env: { TAGGER_DATA_MIRROR: 'http://127.0.0.1:1' },
    });
    expect(status).toBe(0);
    expect(stderr).toContain('licence  CC BY-SA 4.0');
    expect(stdout).toMatch(
      /^plain\/LICENSE\.txt +0 kB +was there\nplain\/train\.conllu +143 kB +was there\n$/,
    );
    expect(server.requests).toEqual([]);
  });

  it('fetches only what is missing', async () => {
    await get('plain -o @plain');
    await rm(folder.path('plain/LICENSE.txt'));
    server.requests.length = 0;
    const { stdout } = await get('plain -o @plain --json');
    const { files, licence } = JSON.parse(stdout);
    expect(files.map(({ path, fetched }: { path: string; fetched: boolean }) => [path, fetched])).toEqual([
      ['plain/LICENSE.txt', true],
      ['plain/train.conllu', false],
    ]);
    expect(licence.name).toBe('CC BY-SA 4.0');
    expect(server.requests).toHaveLength(1);
  });

  it('never replaces a file of another content', async () => {
    await mkdir(folder.path('plain'));
    await folder.write('plain/train.conllu', 'mine\n');
    const { status, stderr } = await get('plain -o @plain');
    expect(status).toBe(1);
    expect(stderr).toBe(
      'tagger: plain/train.conllu: is there already, and is not that of plain (move it away, or choose another folder with -o)\n',
    );
    expect(await folder.readText('plain/train.conllu')).toBe('mine\n');
    expect(server.requests).toEqual([]);
  });
});

describe('a connection that is cut', () => {
  it('goes on where it was', async () => {
    server.answer('all.conllu', cutAfter(100_000));
    const waits: number[] = [];
    const { status, stderr } = await get('plain -o @plain', { onSleep: (wait) => waits.push(wait) });
    expect(status).toBe(0);
    expect(stderr).toContain('tagger: the connection was cut: again in 1 s\n');
    expect(waits).toEqual([1000]);
    expect(await folder.readText('plain/train.conllu')).toBe(sample.train);
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
      /tagger: http:\/\/127\.0\.0\.1:\d+\/owner\/name\/0123\w+\/all\.conllu: the server answers with status 503, 5 times \(what is fetched stays: [^\n]+\)\n$/,
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
    expect(await folder.readText('plain/train.conllu')).toBe(sample.train);
  });

  it('starts again where there is no ETag', async () => {
    server.answer('all.conllu', cutAfter(50_000, false));
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(requestsOf('all.conllu').map(({ range }) => range)).toEqual([undefined, undefined]);
    expect(await folder.readText('plain/train.conllu')).toBe(sample.train);
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
    expect(await folder.readText('plain/train.conllu')).toBe(sample.train);
  });

  it('starts again where the file has changed meanwhile', async () => {
    server.files.set('all.conllu', Buffer.from(whole).fill('x'));
    server.answer('all.conllu', cutAfter(50_000), status(404));
    expect((await get('plain -o @plain')).status).toBe(1);
    server.files.set('all.conllu', whole);
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(requestsOf('all.conllu').at(-1)).toMatchObject({ range: 'bytes=50000-' });
    expect(await folder.readText('plain/train.conllu')).toBe(sample.train);
  });
});

describe('an interrupted data get', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('keeps what it has at %s', async (signal) => {
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
    expect(status).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /tagger: interrupted \(what is fetched is kept in plain\/upstream\.part: the same command goes on\)\n$/,
    );
    expect(await folder.list('plain')).toEqual(['LICENSE.txt', 'upstream.part']);
    expect(await folder.list('plain/upstream.part')).toContain('all.conllu.part');
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(requestsOf('all.conllu').at(-1)!.range).toBe('bytes=60000-');
    expect(await folder.readText('plain/train.conllu')).toBe(sample.train);
  });
});

describe('what cannot be had', () => {
  const failure = async (line: string, options: RunOptions = {}) => {
    const { status, stdout, stderr } = await get(line, options);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    return stderr.split('\n').at(-2)!.replaceAll(server.address, 'SERVER');
  };

  it('is told with both checksums, and thrown away', async () => {
    server.files.set('all.conllu', Buffer.from('other\n'));
    expect(await failure('plain -o @plain')).toMatch(
      /^tagger: plain\/train\.conllu: the SHA-256 of what was fetched is 7e4f\w{60} \(6 bytes\), expected \w{64} \(142780 bytes\) \(it is thrown away: .*\)$/,
    );
    expect(await folder.list('plain')).toEqual(['LICENSE.txt', 'upstream.part']);
    expect(await folder.list('plain/upstream.part')).toEqual(['LICENSE.txt']);
    server.files.set('all.conllu', whole);
    expect((await get('plain -o @plain')).status).toBe(0);
  });

  it('throws away all pieces of a file with a wrong checksum', async () => {
    server.files.set('up-test.conllu', Buffer.from('other\n'));
    expect(await failure('made -o @made')).toContain('made/train.conllu: the SHA-256');
    const left = await folder.list('made/upstream.part');
    expect(left.filter((name) => name.startsWith('up-'))).toEqual([]);
  });

  it('does not take a page for a list of files', async () => {
    server.files.set('lists/train', Buffer.from('<html>Log in</html>\n'));
    expect(await failure('made -o @made')).toMatch(
      /^tagger: lists\/train: expected the path of a file, found "<html>Log in<\/html>" \(.*\)$/,
    );
    server.files.set('lists/train', Buffer.from('../../secret\n'));
    expect(await failure('made -o @made')).toContain('found "../../secret"');
  });

  it('is not tried again if it is not there', async () => {
    server.files.delete('all.conllu');
    expect(await failure('plain -o @plain')).toBe(
      `tagger: SERVER${root}/all.conllu: the server answers with status 404 (upstream may have moved: see its repository, or set TAGGER_DATA_MIRROR)`,
    );
    expect(requestsOf('all.conllu')).toHaveLength(1);
  });

  it('is tried again if the server is in trouble, as long as the server asks for', async () => {
    server.answer('all.conllu', status(500), status(429, { 'retry-after': '7' }));
    const waits: number[] = [];
    expect((await get('plain -o @plain', { onSleep: (wait) => waits.push(wait) })).status).toBe(0);
    expect(waits).toEqual([1000, 7000]);
  });

  it('is not waited for longer than a minute', async () => {
    server.answer('all.conllu', status(429, { 'retry-after': '3600' }));
    expect(await failure('plain -o @plain')).toBe(
      `tagger: SERVER${root}/all.conllu: the server answers with status 429, and its server asks to wait 3600 seconds (what is fetched stays: give the same command again then)`,
    );
  });

  it('is told where there is no server', async () => {
    const env = { TAGGER_DATA_MIRROR: await findClosedAddress() };
    expect(await failure('plain -o @plain', { env })).toMatch(
      /^tagger: http:\/\/127\.0\.0\.1:\d+\/owner.*: the connection is refused, 5 times \(.*\)$/,
    );
    expect(await folder.list()).toEqual([]);
  });

  it('is told where the server is silent', async () => {
    server.answerAll(keepSilent);
    expect(await failure('plain -o @plain --timeout 0.02')).toContain(
      'nothing came for 0.02 seconds, 5 times',
    );
  });

  it('is told where the folder is a file', async () => {
    await folder.write('plain', '');
    expect(await failure('plain -o @plain')).toBe(
      'tagger: plain/LICENSE.txt: a folder on the way to it is a file',
    );
    expect(await failure('plain -o @plain/plain')).toBe(
      'tagger: plain/plain/LICENSE.txt: a folder on the way to it is a file',
    );
  });

  it.skipIf(process.getuid?.() === 0)(
    'is told where the folder is read-only (root may write all)',
    async () => {
      await mkdir(folder.path('plain'));
      await chmod(folder.path('plain'), 0o555);
      expect(await failure('plain -o @plain')).toBe('tagger: plain: permission denied');
      await chmod(folder.path('plain'), 0o755);
      expect(server.requests).toEqual([]);
    },
  );

  it('is told of a name that there is not, and of a mirror that is no address', async () => {
    expect(await failure('plane')).toBe(
      'tagger: there is no corpus plane (tagger data list shows those that there are)',
    );
    expect(await failure('plain', { env: { TAGGER_DATA_MIRROR: 'mirror' } })).toBe(
      'tagger: TAGGER_DATA_MIRROR must be an address as https://raw.githubusercontent.com, not mirror',
    );
  });
});

it('takes a mirror with a path of its own', async () => {
  await get('plain -o @plain', { env: { TAGGER_DATA_MIRROR: `${server.address}/github/raw/` } });
  expect(server.requests[0]!.path).toBe(`/github/raw${root}/LICENSE.txt`);
});

it('shows a bar on a terminal', async () => {
  const { stderr } = await get('plain -o @plain', { isTerminal: true });
  expect(stderr).toContain('fetching ');
  expect(stderr).toContain('of 143 kB');
});
