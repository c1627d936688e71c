import { chmod, mkdir } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { createDataWorkspace, root } from './data-workspace';
import { findClosedAddress, keepSilent, status } from './file-server';
import type { RunOptions } from './run-tagger';
import { train } from './sample-catalogue';

vi.mock('../src/data/catalogue', () => import('./sample-catalogue'));

const { folder, server, get, requestsOf } = createDataWorkspace();

const whole = Buffer.from(train);

describe('what cannot be had', () => {
  const failure = async (line: string, options: RunOptions = {}) => {
    const { status, stdout, stderr } = await get(line, options);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    return stderr.split('\n').at(-2)!.replaceAll(server.address, 'SERVER');
  };

  it('is told with both checksums, and thrown away', async () => {
    server.files.set('all.conllu', Buffer.from('other\n'));
    expect(await failure('plain -o @plain')).toMatch(
      /^tagger: plain\/train\.conllu: the SHA-256 of the download is 7e4f\w{60} \(6 bytes\), expected \w{64} \(142780 bytes\) \(the download was discarded; .*\)$/,
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
      /^tagger: lists\/train: expected the paths of 2 files, found "<html>Log in<\/html>" \(.*\)$/,
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
      `tagger: SERVER${root}/all.conllu: the server answers with status 429, and its server asks to wait 3600 seconds (the downloads are kept: repeat the command then)`,
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
    expect(await failure('plane')).toBe('tagger: unknown corpus plane (tagger data list shows the corpora)');
    expect(await failure('plain', { env: { TAGGER_DATA_MIRROR: 'mirror' } })).toBe(
      'tagger: TAGGER_DATA_MIRROR must be an address like https://raw.githubusercontent.com, not mirror',
    );
  });
});
