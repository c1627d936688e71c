import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertFolderWritable, writeFolder } from '../../src/node/output-folder';

let root: string;
const path = (name: string) => join(root, name);
const list = async () => (await readdir(root, { recursive: true })).sort();
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'output-folder-'));
  await writeFile(path('file'), 'as it was');
});
afterEach(() => rm(root, { recursive: true }));

const files = { 'a.txt': 'a', 'b.txt': 'b' };
const names = Object.keys(files);

describe('writeFolder', () => {
  it('makes the folder, and those on the way to it', async () => {
    await writeFolder(path('one/two'), files);
    expect(await list()).toEqual(['file', 'one', 'one/two', 'one/two/a.txt', 'one/two/b.txt']);
    expect(await readFile(path('one/two/b.txt'), 'utf8')).toBe('b');
  });

  it('replaces its own files and leaves others alone', async () => {
    await mkdir(path('one'));
    await writeFile(path('one/a.txt'), 'older');
    await writeFile(path('one/notes.txt'), 'mine');
    await writeFolder(path('one'), files);
    expect(await readFile(path('one/a.txt'), 'utf8')).toBe('a');
    expect(await readFile(path('one/notes.txt'), 'utf8')).toBe('mine');
    expect(await list()).toEqual(['file', 'one', 'one/a.txt', 'one/b.txt', 'one/notes.txt']);
  });

  it('writes none where one cannot be written', async () => {
    await mkdir(path('one/b.txt'), { recursive: true });
    await writeFile(path('one/a.txt'), 'older');
    await expect(writeFolder(path('one'), files)).rejects.toThrow('one/b.txt: is a folder, not a file');
    expect(await readFile(path('one/a.txt'), 'utf8')).toBe('older');
    expect(await list()).toEqual(['file', 'one', 'one/a.txt', 'one/b.txt']);
  });

  it('takes the folder away again that it made for nothing', async () => {
    const bad = { 'a.txt': 'a', 'no/such/folder.txt': 'b' };
    await expect(writeFolder(path('one/two'), bad)).rejects.toThrow('its folder does not exist');
    expect(await list()).toEqual(['file']);
  });
});

describe('assertFolderWritable', () => {
  it.each(['one', 'one/two/three', '.'])('lets %s pass, and leaves nothing behind', async (folder) => {
    await assertFolderWritable(path(folder), names);
    expect(await list()).toEqual(['file']);
  });

  it.each([
    ['file', 'file: is a file, not a folder (choose another name)'],
    ['file/one', 'file/one: a folder on the way to it is a file'],
    ['file/one/two', 'file/one/two: a folder on the way to it is a file'],
  ])('refuses %s', async (folder, message) => {
    const error = await assertFolderWritable(path(folder), names).catch((caught: Error) => caught);
    expect((error as Error).message.replaceAll(`${root}/`, '')).toBe(message);
  });

  it('refuses a folder with a folder in the place of a file', async () => {
    await mkdir(path('one/a.txt'), { recursive: true });
    await expect(assertFolderWritable(path('one'), names)).rejects.toThrow('a.txt: is a folder, not a file');
  });

  it.skipIf(process.getuid?.() === 0)('refuses one that may not be written (not as root)', async () => {
    await chmod(root, 0o555);
    await expect(assertFolderWritable(path('one'), names)).rejects.toThrow('permission denied');
    await expect(assertFolderWritable(root, names)).rejects.toThrow('permission denied');
    await chmod(root, 0o755);
  });
});
