import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder, removeEmpty } from '../../src/node/make-folder';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'make-folder-'));
});
afterEach(() => rm(root, { recursive: true }));

it('makes the folders on the way, and says which was the first', async () => {
  expect(await makeFolder(join(root, 'one/two/three'))).toBe(join(root, 'one'));
  expect(await makeFolder(join(root, 'one/two/three'))).toBeUndefined();
  expect(await makeFolder(join(root, 'one/other'))).toBe(join(root, 'one/other'));
  removeEmpty(join(root, 'one/two/three'), join(root, 'one'));
  expect(await readdir(join(root, 'one'))).toEqual(['other']);
});

it('makes the folder that a dangling link leads to', async () => {
  await symlink('real', join(root, 'link'));
  await makeFolder(join(root, 'link/sub'));
  expect((await readdir(root)).sort()).toEqual(['link', 'real']);
  expect(await readdir(join(root, 'real'))).toEqual(['sub']);
});

it('refuses a file in the way', async () => {
  await writeFile(join(root, 'file'), '');
  await expect(makeFolder(join(root, 'file'))).rejects.toThrow('file: is a file, not a folder');
  await expect(makeFolder(join(root, 'file/sub'))).rejects.toThrow('a folder on the way to it is a file');
});

it.runIf(existsSync('/proc/self'))('ends where no folder can be made', async () => {
  await expect(makeFolder('/proc/none/at/all')).rejects.toThrow('cannot create a folder there');
});
