import { link, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isSameFile } from '../../src/node/is-same-file';

let folder: string;
const path = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'same-file-'));
  for (const name of ['a', 'b']) await writeFile(path(name), '');
});
afterEach(() => rm(folder, { recursive: true }));

it('knows a file by its links', async () => {
  await symlink('a', path('soft'));
  await link(path('a'), path('hard'));
  for (const name of ['a', 'soft', 'hard']) expect(isSameFile(path('a'), path(name))).toBe(true);
  expect(isSameFile(path('a'), path('b'))).toBe(false);
  expect(isSameFile(path('none'), path('none'))).toBe(true);
  expect(isSameFile(path('none'), path('other'))).toBe(false);
});

it('lets a device be used twice', () => {
  expect(isSameFile('/dev/null', '/dev/null')).toBe(false);
});
