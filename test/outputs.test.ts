import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/* What only processes show: outputs that are their descriptors, signals, and a disk that is read-only. */

const command = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url));
const learn = ['embed', 'corpus.txt', '--dim', '4', '--min-count', '1', '--epochs', '1'];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagger-outputs-'));
  await writeFile(join(folder, 'corpus.txt'), 'one word and another word\n'.repeat(40));
});
afterEach(() => rm(folder, { recursive: true }));

function start(args: readonly string[], stdout: 'pipe' | number = 'pipe'): ChildProcess {
  return spawn(process.execPath, [command, ...args], { cwd: folder, stdio: ['ignore', stdout, 'pipe'] });
}

async function finish(child: ChildProcess) {
  const texts: Buffer[][] = [[], []];
  for (const [index, stream] of [child.stdout, child.stderr].entries())
    stream?.on('data', (piece) => texts[index]!.push(piece));
  const [status, signal] = await once(child, 'close');
  const [stdout, stderr] = texts.map((pieces) => Buffer.concat(pieces).toString());
  return { status, signal, stdout, stderr };
}

/** Waits until a file is there. */
async function appearance(path: string): Promise<void> {
  while (!existsSync(path)) await sleep(2);
}

/** A link of our own: the system's must not be put at risk. */
describe.runIf(existsSync('/proc/self/fd'))('an output that is standard output', () => {
  beforeEach(() => symlink('/proc/self/fd/1', join(folder, 'stdout')));

  it('goes into the pipe, alone, and the link stays', async () => {
    expect((await finish(start([...learn, '-o', 'plain.vec']))).status).toBe(0);
    const { status, stdout, stderr } = await finish(start([...learn, '-o', 'stdout']));
    expect(status).toBe(0);
    expect(stdout).toBe(readFileSync(join(folder, 'plain.vec'), 'utf8'));
    expect(stderr).toContain('\nwrote stdout in ');
    expect(lstatSync(join(folder, 'stdout')).isSymbolicLink()).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['corpus.txt', 'plain.vec', 'stdout']);
  });

  it('goes to the end of a file that is opened for more', async () => {
    await writeFile(join(folder, 'file'), 'first\n');
    const descriptor = openSync(join(folder, 'file'), 'a');
    expect((await finish(start([...learn, '-o', 'stdout', '--quiet'], descriptor))).status).toBe(0);
    closeSync(descriptor);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toMatch(/^first\n4 4\nword /);
  });

  it('may be a pipe between programs, or one of a shell', async () => {
    const line = `"$0" "$1" ${learn.join(' ')} --quiet -o`;
    for (const shell of [`${line} stdout | cat > copy`, `${line} /dev/fd/3 3>&1 >/dev/null | cat > copy`]) {
      execFileSync('sh', ['-c', shell, process.execPath, command], { cwd: folder });
      expect(readFileSync(join(folder, 'copy'), 'utf8')).toMatch(/^4 4\nword /);
    }
  });

  it('ends quietly when nobody reads it', async () => {
    const child = start([...learn, '-o', 'stdout', '--quiet']);
    child.stdout!.destroy();
    expect(await finish(child)).toMatchObject({ status: 0, stderr: '' });
  });

  it('has no checkpoint beside it', async () => {
    await symlink('/dev/null', join(folder, 'null'));
    const train = [
      'train',
      '--epochs',
      '1',
      '--hidden',
      '4',
      '--embedding',
      '4',
      '--threads',
      '1',
      '--quiet',
    ];
    expect((await finish(start([...train, '-o', 'null']))).status).toBe(0);
    const { status, stderr } = await finish(start([...train, '-o', 'null', '--resume']));
    expect([status, stderr]).toEqual([
      1,
      'tagger: --resume needs a checkpoint, and null, which is not a regular file, has none (give -o a file)\n',
    ]);
    expect((await readdir(folder)).sort()).toEqual(['corpus.txt', 'null', 'stdout']);
  });
});

/** A terminal of our own, by util-linux. */
const canOpenTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

it.runIf(canOpenTerminal).each(['/proc/self/fd/1', '/dev/tty'])(
  'shows control characters on a terminal that is named as the output: %s',
  async (terminal) => {
    await symlink(terminal, join(folder, 'terminal'));
    await writeFile(join(folder, 'corpus.txt'), 'red\u001b[31mred blue\n'.repeat(9));
    const line = [process.execPath, command, ...learn, '-o', 'terminal', '--quiet'].join(' ');
    const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toContain('red\\u001b[31mred ');
    expect(stdout).not.toContain('\u001b');
  },
);

describe('a signal', () => {
  const statuses = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  it.each(Object.keys(statuses) as (keyof typeof statuses)[])(
    '%s leaves no lock and no folder behind',
    async (signal) => {
      const long = ['--epochs', '100000', '--grid', 'lr=0.1,0.2', '-o', 'sweep', '--quiet'];
      const child = start(['sweep', '--hidden', '4', '--embedding', '4', '--threads', '1', ...long]);
      await appearance(join(folder, 'sweep/tagger.lock'));
      child.kill(signal);
      expect((await finish(child)).status).toBe(statuses[signal]);
      expect(await readdir(folder)).toEqual(['corpus.txt']);
    },
  );

  it('ends a process that waits for the reader of a named pipe', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const train = ['train', '--hidden', '4', '--threads', '1', '--epochs', '1', '-o', 'model.onnx'];
    const child = start([...train, '--log-gradients', 'pipe']);
    const finished = finish(child);
    await appearance(join(folder, 'model.onnx.lock'));
    while (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await sleep(50);
    }
    expect((await finished).status).toBe(143);
  });
});

/** A namespace of its own can have a disk that is read-only, also for root. */
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

it.runIf(canMount)('says that a disk is read-only (skipped without namespaces)', async () => {
  await mkdir(join(folder, 'disk'));
  const shell = 'mount -t tmpfs -o ro none disk && exec "$0" "$@"';
  for (const [args, name] of [
    [['data', 'get', 'ewt', '-o', 'disk/ewt'], 'disk/ewt'],
    [[...learn, '-o', 'disk/vectors.vec'], 'disk/vectors.vec'],
    [['train', '-o', 'disk/model.onnx'], 'disk/model.onnx'],
  ] as const) {
    const line = ['-rm', 'sh', '-c', shell, process.execPath, command, ...args];
    const { status, stderr } = spawnSync('unshare', line, { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr.split('\n').at(-2)).toBe(`tagger: ${name}: its file system is read-only`);
  }
});
