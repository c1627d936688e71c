import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFile } from '../../src/node/output-file';
import { formatOwnMark } from '../../src/node/process-mark';
import { removeLeftoversIn } from '../../src/node/temporary-file';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'temporary-file-'));
});
afterEach(() => rm(folder, { recursive: true }));

const [pid, start, host] = formatOwnMark().split('-');
/** A process that has ended: nobody else has its id so soon. */
const dead = `${spawnSync(process.execPath, ['--version']).pid}-1-${host}`;
/** A process of today has the id of one that has ended. */
const reused = `${pid}-${Number(start) + 1}-${host}`;
const elsewhere = `${dead.slice(0, dead.lastIndexOf('-'))}-00000000`;

const left = ['model.onnx', 'model.onnx.checkpoint', 'model.onnx.lock'].map(
  (name) => `${name}.${dead}-0.tmp`,
);
const kept = [
  `model.onnx.${formatOwnMark()}-7.tmp`,
  `model.onnx.${elsewhere}-0.tmp`,
  'model.onnx.mine.tmp',
  'model.onnx.4711-0.tmp',
];
const others = [`other.onnx.${dead}-0.tmp`];

async function fill(names: readonly string[]): Promise<void> {
  for (const name of names) await writeFile(join(folder, name), 'half');
}

it('removes what killed processes have left of the same output, and nothing else', async () => {
  await fill([...left, ...kept, ...others]);
  await replaceFile(join(folder, 'model.onnx'), 'whole');
  expect((await readdir(folder)).sort()).toEqual([...kept, ...others, 'model.onnx'].sort());
});

it('removes what killed processes have left in a folder', async () => {
  await fill([...left, ...kept, ...others]);
  await removeLeftoversIn(folder);
  expect((await readdir(folder)).sort()).toEqual([...kept].sort());
});

it.runIf(existsSync('/proc/self/stat'))('knows an id that was given again', async () => {
  await fill([`out.${reused}-0.tmp`]);
  await replaceFile(join(folder, 'out'), 'whole');
  expect(await readdir(folder)).toEqual(['out']);
});

it.each(['n'.repeat(255), 'é'.repeat(127)])('writes a name of the longest length', async (name) => {
  await replaceFile(join(folder, name), 'whole');
  expect(await readdir(folder)).toEqual([name]);
  expect(await readFile(join(folder, name), 'utf8')).toBe('whole');
});
