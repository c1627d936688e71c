import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Registry, serveDependencies } from './support/loopback-registry';

const run = promisify(execFile);
const packagesFolder = fileURLToPath(new URL('../packages/', import.meta.url));
const names = [
  'annotate',
  'core',
  'embeddings',
  'models',
  'server',
  'trainer',
  'cli',
  'model-en',
  'model-en-ner',
  'model-ko',
];
/** A proxy that nobody listens at: onnxruntime-node's install script cannot fetch its CUDA files. */
const unreachable = 'http://127.0.0.1:9';

describe('the packed packages, installed with npm into an empty folder', () => {
  let registry: Registry;
  let folder: string;
  let log: string;
  const tagger = (...args: string[]) => run(join(folder, 'node_modules/.bin/tagger'), args, { cwd: folder });
  const node = (file: string) => run(process.execPath, [file], { cwd: folder });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'install-'));
    registry = await serveDependencies(names.map((name) => join(packagesFolder, name)));
    const pack = (name: string) =>
      run('pnpm', ['pack', '--pack-destination', folder], { cwd: join(packagesFolder, name) });
    await Promise.all(names.map(pack));
    const archives = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
    await writeFile(join(folder, 'package.json'), '{}');
    const install = [
      'install',
      '--no-audit',
      '--no-fund',
      '--registry',
      registry.url,
      ...archives.map((a) => `./${a}`),
    ];
    const env = {
      ...process.env,
      GLOBAL_AGENT_HTTP_PROXY: unreachable,
      GLOBAL_AGENT_HTTPS_PROXY: unreachable,
    };
    const { stdout, stderr } = await run('npm', install, { cwd: folder, env });
    log = stdout + stderr;
  }, 240_000);

  afterAll(async () => {
    await registry.close();
    await rm(folder, { recursive: true });
  });

  it('installs although the install script of onnxruntime-node fails, and leaves that package out', () => {
    expect(log).toMatch(/added \d+ packages/);
    expect(existsSync(join(folder, 'node_modules/onnxruntime-node'))).toBe(false);
    expect(existsSync(join(folder, 'node_modules/onnxruntime-web'))).toBe(true);
  });

  it('trains and tags on WebAssembly, and says once how to get the native runtime', async () => {
    const sentences = (words: string[]) =>
      words.map((word) => `the/DET ${word}/NOUN barked/VERB ./PUNCT\n`).join('');
    await writeFile(join(folder, 'train.pos'), sentences(['dog', 'seal', 'fox', 'hound']));
    await writeFile(join(folder, 'dev.pos'), sentences(['cat']));
    const corpora = ['--train', 'train.pos', '--dev', 'dev.pos'];
    const trained = await tagger('train', ...corpora, '--epochs', '1', '--hidden', '8', '-o', 'model.onnx');
    expect(trained.stderr.match(/ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node/g)).toHaveLength(
      1,
    );
    await writeFile(join(folder, 'input.txt'), 'A dog barked.\n');
    const { stdout } = await tagger('tag', 'model.onnx', 'input.txt', '--output-format', 'columns');
    expect(stdout.split('\n').map((line) => line.split('\t')[0])).toEqual([
      'A',
      'dog',
      'barked',
      '.',
      '',
      '',
    ]);
  });

  it('tags with the English model where none is named', async () => {
    await writeFile(join(folder, 'plain.txt'), 'The dog barked.\n');
    const { stdout, stderr } = await tagger('tag', 'plain.txt');
    expect(stdout).toBe('The/DET dog/NOUN barked/VERB ./PUNCT\n');
    expect(stderr).toContain('tagger: no model given: using @tagger/model-en (English, UPOS)\n');
  });

  it.each([
    ['ESM', 'tag.mjs', "import { Tagger } from '@tagger/models';"],
    ['CommonJS', 'tag.cjs', "const { Tagger } = require('@tagger/models');"],
  ])('resolves as %s', async (_, file, first) => {
    const code = `${first}
      (async () => {
        const tagger = await Tagger.load('model.onnx');
        const tokens = await tagger.tag('A dog barked.');
        console.log(tokens.map((token) => token.text).join(' '), tagger.runtimeName);
        const pool = await Tagger.pool('model.onnx', { workers: 1 });
        console.log((await pool.tag('A dog barked.')).length, pool.runtimeName);
        await Promise.all([tagger.release(), pool.release()]);
      })();`;
    await writeFile(join(folder, file), code);
    expect((await node(file)).stdout).toBe('A dog barked . WebAssembly\n4 WebAssembly on 1 thread\n');
  });

  it('has ESM and CommonJS of every package', async () => {
    const packages = JSON.stringify(names.map((name) => `@tagger/${name}`));
    await writeFile(
      join(folder, 'esm.mjs'),
      `for (const name of ${packages}) console.log(name, typeof (await import(name)));`,
    );
    await writeFile(
      join(folder, 'common.cjs'),
      `for (const name of ${packages}) console.log(name, typeof require(name));`,
    );
    const expected = names.map((name) => `@tagger/${name} object\n`).join('');
    expect((await node('esm.mjs')).stdout).toBe(expected);
    expect((await node('common.cjs')).stdout).toBe(expected);
  });
});
