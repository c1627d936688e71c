import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagger-killed-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('a process that is killed while it writes vectors leaves the old file whole, and the next run removes the rest', async () => {
  const corpus = join(folder, 'corpus.txt');
  const output = join(folder, 'vectors.vec');
  const words = Array.from({ length: 4000 }, (_, index) => `word${index}`).join(' ');
  await writeFile(corpus, `${words}\n${words}\n`);
  await writeFile(output, 'as it was');

  const settings = ['--dim', '1000', '--min-count', '1', '--epochs', '1', '--quiet'];
  const child = spawn(process.execPath, [command, 'embed', corpus, '-o', output, ...settings]);
  const closed = once(child, 'close');
  await waitForHalfAFile(child);
  child.kill('SIGKILL');
  const [, signal] = await closed;
  expect(signal).toBe('SIGKILL');
  expect(await readFile(output, 'utf8')).toBe('as it was');
  expect((await readdir(folder)).length).toBe(4); // a lock, and the half of a file

  const next = spawn(process.execPath, [command, 'embed', corpus, '-o', output, '--dim', '4', '--quiet']);
  expect((await once(next, 'close'))[0]).toBe(1); // each word is too rare
  expect((await readdir(folder)).sort()).toEqual(['corpus.txt', 'vectors.vec']);
});

/** Waits until a file is being written: some of the 40 MB are there. */
async function waitForHalfAFile(child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    for (const name of await readdir(folder)) {
      const { size } = await stat(join(folder, name)).catch(() => ({ size: 0 }));
      if (name !== 'corpus.txt' && size > 1e6) return;
    }
    await sleep(1);
  }
}
