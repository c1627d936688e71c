import { mkdir, rm, symlink } from 'node:fs/promises';
import { lockFolder } from '@tagger/core/node';
import { describe, expect, it, vi } from 'vitest';
import { createDataWorkspace, root } from './data-workspace';
import { licence, sentences, train } from './sample-catalogue';

vi.mock('../src/data/catalogue', () => import('./sample-catalogue'));

const { folder, server, get, requestsOf } = createDataWorkspace();

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
    expect(await folder.readText('corpora/plain/train.conllu')).toBe(train);
    expect(await folder.readText('corpora/plain/LICENSE.txt')).toBe(licence);
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
    expect(await folder.readText('made/joined.conllu')).toBe(sentences(0, 5));
    expect(await folder.readText('made/train.conllu')).toBe(sentences(0, 9));
    expect(await folder.readText('made/dev.conllu')).toBe(sentences(9, 10));
    expect(await folder.readText('made/test.conllu')).toBe(sentences(10, 12));
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
    const { files, licence: shown } = JSON.parse(stdout);
    expect(files.map(({ path, fetched }: { path: string; fetched: boolean }) => [path, fetched])).toEqual([
      ['plain/LICENSE.txt', true],
      ['plain/train.conllu', false],
    ]);
    expect(shown.name).toBe('CC BY-SA 4.0');
    expect(server.requests).toHaveLength(1);
  });

  it('tidies up where an earlier call was killed at its very end', async () => {
    await get('plain -o @plain');
    await mkdir(folder.path('plain/upstream.part'));
    await rm(folder.path('plain/SOURCE.md'));
    expect((await get('plain -o @plain')).status).toBe(0);
    expect(await folder.list('plain')).toEqual(['LICENSE.txt', 'SOURCE.md', 'train.conllu']);
  });

  it('says that another run writes the folder', async () => {
    const lock = await lockFolder(folder.path('plain'));
    const { status, stderr } = await get('plain -o @plain');
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /\ntagger: plain: process \d+ is writing it already \(.* remove tagger\.lock\)\n$/,
    );
    await lock.release();
  });

  it('makes the folder that a dangling link leads to', async () => {
    await symlink('real', folder.path('link'));
    expect((await get('plain -o @link')).status).toBe(0);
    expect(await folder.list('real')).toEqual(['LICENSE.txt', 'SOURCE.md', 'train.conllu']);
  });

  it('never replaces a file of another content', async () => {
    await mkdir(folder.path('plain'));
    await folder.write('plain/train.conllu', 'mine\n');
    const { status, stderr } = await get('plain -o @plain');
    expect(status).toBe(1);
    expect(stderr).toBe(
      'tagger: plain/train.conllu: exists already, and is not the file of plain (move it away, or choose another folder with -o)\n',
    );
    expect(await folder.readText('plain/train.conllu')).toBe('mine\n');
    expect(server.requests).toEqual([]);
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
