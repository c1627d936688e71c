import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder, lockOutput } from '../../src/node/output-lock';
import { formatOwnMark } from '../../src/node/process-mark';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'output-lock-'));
  path = join(folder, 'model.onnx');
});
afterEach(() => rm(folder, { recursive: true }));

const host = formatOwnMark().split('-')[2];
const dead = `${spawnSync(process.execPath, ['--version']).pid}-1-${host} here\n`;
const lockFile = () => join(folder, 'model.onnx.lock');

describe('lockOutput', () => {
  it('lets one have an output at a time', async () => {
    const lock = await lockOutput(path);
    const error = await lockOutput(path).catch((thrown: Error) => thrown);
    expect((error as Error).message).toBe(
      `${path}: process ${process.pid} is writing it already (wait for it to end, or choose another output; if that process is not a run of tagger, remove model.onnx.lock)`,
    );
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
    await (await lockOutput(path)).release();
  });

  it('knows the output by a link, too', async () => {
    await symlink('model.onnx', join(folder, 'link'));
    const lock = await lockOutput(path);
    await expect(lockOutput(join(folder, 'link'))).rejects.toThrow('link: process');
    await lock.release();
  });

  it('takes over what a killed process has left, and one alone of several does', async () => {
    await writeFile(lockFile(), dead);
    await writeFile(join(folder, `model.onnx.checkpoint.${dead.split(' ')[0]}-0.tmp`), 'half');
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockOutput(path)));
    const locks = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(locks.length).toBe(1);
    expect(await readdir(folder)).toEqual(['model.onnx.lock']);
    expect(await readFile(lockFile(), 'utf8')).toContain(formatOwnMark());
    await locks[0]!.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['by a killed process', dead],
    ['by one that was killed before it wrote its name', ''],
  ])('takes over what was claimed %s, too', async (_, claim) => {
    await writeFile(lockFile(), dead);
    await writeFile(`${lockFile()}.claim`, claim);
    const lock = await lockOutput(path);
    expect(await readdir(folder)).toEqual(['model.onnx.lock']);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('removes a claim that was left beside no lock', async () => {
    await writeFile(`${lockFile()}.claim`, dead);
    await (await lockOutput(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes over the lock of one that was killed before it wrote its name', async () => {
    await writeFile(lockFile(), '');
    await (await lockOutput(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('cannot tell of another computer', async () => {
    await writeFile(lockFile(), '4711-1-00000000 farm7\n');
    await expect(lockOutput(path)).rejects.toThrow(
      'process 4711 on the computer farm7 is writing it already',
    );
    expect(await readdir(folder)).toEqual(['model.onnx.lock']);
  });

  it('leaves a file alone that is no lock', async () => {
    await writeFile(lockFile(), 'of the user');
    await expect(lockOutput(path)).rejects.toThrow('model.onnx.lock: exists, and is not a lock of tagger');
    expect(await readFile(lockFile(), 'utf8')).toBe('of the user');
  });

  it('needs none for a device', async () => {
    const locks = [await lockOutput('/dev/null'), await lockOutput('/dev/null')];
    for (const lock of locks) await lock.release();
  });

  it('says why an output cannot be written', async () => {
    await expect(lockOutput(folder)).rejects.toThrow('is a folder, not a file');
    await expect(lockOutput(join(folder, 'no/out'))).rejects.toThrow('its folder does not exist');
  });
});

describe('lockFolder', () => {
  it('makes the folder, and takes it away again where it stays empty', async () => {
    const lock = await lockFolder(join(folder, 'one/two'));
    expect(await readdir(join(folder, 'one/two'))).toEqual(['tagger.lock']);
    await expect(lockFolder(join(folder, 'one/two'))).rejects.toThrow('one/two: process');
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves a folder that was there, and what was written', async () => {
    await mkdir(join(folder, 'there'));
    await (await lockFolder(join(folder, 'there'))).release();
    const lock = await lockFolder(join(folder, 'made'));
    await writeFile(join(folder, 'made/file'), 'text');
    await lock.release();
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(['made', 'made/file', 'there']);
  });
});
