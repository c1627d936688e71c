import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileError } from '../../src/errors';
import { assertWritable } from '../../src/node/assert-writable';
import { createOutputFile, replaceFile } from '../../src/node/output-file';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagger-write-'));
  path = join(folder, 'out');
  await writeFile(path, 'old');
});
afterEach(() => rm(folder, { recursive: true }));

describe('createOutputFile', () => {
  it('leaves the old file whole until it is committed', async () => {
    const file = await createOutputFile(path);
    file.stream.write('new');
    expect(await readFile(path, 'utf8')).toBe('old');
    await file.commit();
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['out']);
  });

  it('leaves no trace when it is aborted', async () => {
    for (const name of ['out', 'fresh', 'fresh.gz']) {
      const file = await createOutputFile(join(folder, name));
      file.stream.write('new');
      await file.abort();
    }
    expect(await readdir(folder)).toEqual(['out']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it('packs with gzip by the name', async () => {
    const packed = join(folder, 'a.gz');
    await replaceFile(packed, 'text'.repeat(100_000));
    expect(gunzipSync(await readFile(packed)).toString()).toBe('text'.repeat(100_000));
  });

  it('writes two files of one name at a time, and past a temporary file that a crash has left', async () => {
    const [first, second] = [await createOutputFile(path), await createOutputFile(path)];
    first.stream.write('first');
    second.stream.write('second');
    await first.commit();
    await second.commit();
    expect(await readFile(path, 'utf8')).toBe('second');
  });

  it('keeps permissions, and the symbolic link through which it writes', async () => {
    const link = join(folder, 'link');
    await symlink(path, link);
    await chmod(path, 0o666);
    await replaceFile(link, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o666);
    expect((await readdir(folder)).sort()).toEqual(['link', 'out']);
  });

  it('writes into a named pipe without replacing it', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = await open(pipe, 'r+'); // for writing too, so that opening does not wait for the other end
    await replaceFile(pipe, 'text');
    expect((await stat(pipe)).isFIFO()).toBe(true);
    const { buffer, bytesRead } = await reader.read();
    expect(buffer.toString('utf8', 0, bytesRead)).toBe('text');
    await reader.close();
  });

  it('tells of a disk that is full, and leaves the old file whole', async () => {
    for (const name of ['out', 'out.gz']) {
      const file = await createOutputFile(join(folder, name));
      file.stream.write('new');
      file.stream.destroy(Object.assign(new Error('ENOSPC'), { errno: -28, code: 'ENOSPC' }));
      const error = await file.commit().catch((thrown) => thrown);
      expect(error).toBeInstanceOf(FileError);
      expect(error.message).toBe(`${join(folder, name)}: no space is left on the disk`);
    }
    expect(await readdir(folder)).toEqual(['out']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });
});

describe('links', () => {
  it('creates the file that a dangling link leads to, past other links and folders', async () => {
    await mkdir(join(folder, 'sub'));
    await symlink('sub', join(folder, 'folder-link'));
    await symlink('../folder-link/fresh', join(folder, 'sub/second'));
    await symlink('sub/second', join(folder, 'first'));
    await replaceFile(join(folder, 'first'), 'new');
    expect(await readFile(join(folder, 'sub/fresh'), 'utf8')).toBe('new');
    expect((await lstat(join(folder, 'first'))).isSymbolicLink()).toBe(true);
    expect((await lstat(join(folder, 'sub/second'))).isSymbolicLink()).toBe(true);
    expect((await readdir(join(folder, 'sub'))).sort()).toEqual(['fresh', 'second']);
  });

  it.each([
    ['a', 'a: its symbolic links lead in a circle'],
    ['to-folder', 'to-folder: is a folder, not a file'],
    ['nowhere', `nowhere: its folder does not exist`],
    ['fresh/', 'fresh/: is a folder, not a file'],
  ])('refuses %s', async (name, message) => {
    await symlink('b', join(folder, 'a'));
    await symlink('a', join(folder, 'b'));
    await symlink('.', join(folder, 'to-folder'));
    await symlink('gone/file', join(folder, 'nowhere'));
    const before = await readdir(folder);
    await expect(replaceFile(`${folder}/${name}`, 'new')).rejects.toThrow(message);
    expect(await readdir(folder)).toEqual(before);
  });
});

/** The ways of a system to name a descriptor; Windows has none. */
const descriptorFolders = ['/dev/fd', '/proc/self/fd'].filter((name) => existsSync(name));

describe.runIf(descriptorFolders.length > 0)('descriptors of the process', () => {
  it.each(descriptorFolders)('are written from where they stand: %s', async (descriptors) => {
    await symlink(`${descriptors}/${openSync(path, 'a')}`, join(folder, 'link'));
    await assertWritable(join(folder, 'link'));
    await replaceFile(join(folder, 'link'), ' and new');
    expect(await readFile(path, 'utf8')).toBe('old and new');
    expect((await readdir(folder)).sort()).toEqual(['link', 'out']);
  });

  it('are packed by the name of the link', async () => {
    await symlink(`${descriptorFolders[0]}/${openSync(path, 'w')}`, join(folder, 'link.gz'));
    await replaceFile(join(folder, 'link.gz'), 'new');
    expect(gunzipSync(await readFile(path)).toString()).toBe('new');
  });

  it.each([
    ['is not open for writing', () => openSync(path, 'r')],
    ['descriptor 987654 is not open', () => 987654],
  ])('%s', async (message, open) => {
    const descriptor = open();
    await expect(assertWritable(`${descriptorFolders[0]}/${descriptor}`)).rejects.toThrow(message);
    if (descriptor !== 987654) closeSync(descriptor);
  });

  it.runIf(existsSync('/proc/self/fd'))('writes a file that has no name any more', async () => {
    const holder = spawn('sleep', ['60'], { stdio: ['ignore', openSync(path, 'r+'), 'ignore'] });
    await unlink(path);
    await replaceFile(`/proc/${holder.pid}/fd/1`, 'new');
    expect(await readFile(`/proc/${holder.pid}/fd/1`, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual([]);
    holder.kill();
  });
});

describe('pipes and devices', () => {
  let pipe: string;
  beforeEach(() => {
    pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
  });

  it('waits for the reader of a named pipe', async () => {
    const written = replaceFile(pipe, 'text'.repeat(100_000));
    expect((await readFile(pipe, 'utf8')).length).toBe(400_000);
    await written;
  });

  it('ends quietly when nobody reads a pipe any more', async () => {
    const reader = await open(pipe, 'r+');
    const file = await createOutputFile(pipe);
    await reader.close();
    file.stream.write('text');
    await file.commit();
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });

  it.runIf(existsSync('/dev/full'))('tells of a device that is full', async () => {
    await symlink('/dev/full', join(folder, 'full'));
    await expect(replaceFile(join(folder, 'full'), 'new')).rejects.toThrow(
      'full: no space is left on the disk',
    );
    expect((await lstat(join(folder, 'full'))).isSymbolicLink()).toBe(true);
  });

  it('refuses a socket', async () => {
    const server = createServer().listen(join(folder, 'socket'));
    await once(server, 'listening');
    await expect(replaceFile(join(folder, 'socket'), 'new')).rejects.toThrow('socket: is a socket');
    server.close();
  });
});

describe('assertWritable', () => {
  it('says nothing and leaves nothing where a file can be written', async () => {
    for (const writable of [path, join(folder, 'fresh'), '/dev/null', '-']) await assertWritable(writable);
    expect(await readdir(folder)).toEqual(['out']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it('refuses a folder, a missing folder, a file for a folder', async () => {
    await mkdir(join(folder, 'sub'));
    for (const [wrong, message] of [
      ['sub', 'sub: is a folder, not a file'],
      ['no/out', `no/out: its folder does not exist (create it with: mkdir -p ${folder}/no)`],
      ['out/in', 'out/in: a folder on the way to it is a file'],
    ]) {
      const error = await assertWritable(join(folder, wrong!)).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(FileError);
      expect(error.message).toBe(`${folder}/${message}`);
    }
  });

  it.skipIf(process.getuid?.() === 0)(
    'refuses what is write-protected (skipped for root, who may write all)',
    async () => {
      await chmod(path, 0o444);
      await expect(assertWritable(path)).rejects.toThrow('permission denied');
      await chmod(folder, 0o555);
      await expect(assertWritable(join(folder, 'fresh'))).rejects.toThrow('permission denied');
      await chmod(folder, 0o755);
    },
  );
});
