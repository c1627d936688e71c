import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { env, expected, runCommand, runProgram } from './expected';
import { app, folder } from './prepare';

const binary = (name: string) => join(folder, 'node_modules/.bin', name);
const model = join(app, 'node_modules/@tagger/model-en/model.onnx');

describe('a bundle of esbuild, as for a Lambda function', () => {
  it('tags where nothing else is installed', async () => {
    const alone = await mkdtemp(join(tmpdir(), 'lambda-'));
    const file = join(alone, 'lambda.mjs');
    const options = ['--bundle', '--minify', '--platform=node', '--format=esm', `--outfile=${file}`];
    await runCommand(binary('esbuild'), join(app, 'lambda.js'), ...options);
    await cp(model, join(alone, 'model.onnx'));
    const { size } = await stat(file);
    console.log(`a function: ${size} bytes of JavaScript, ${(await stat(model)).size} of the model`);
    const { answers } = expected;
    expect(await runProgram(process.execPath, file)).toEqual({ answers, poolAnswers: answers });
    await rm(alone, { recursive: true });
  });
});

describe('workerd', () => {
  let miniflare: {
    readonly ready: Promise<URL>;
    dispatchFetch(url: string): Promise<Response>;
    dispose(): Promise<void>;
  };

  beforeAll(async () => {
    const file = join(app, 'edge.bundle.js');
    const options = ['--bundle', '--format=esm', '--conditions=workerd,worker,browser', `--outfile=${file}`];
    const parts = ['@tagger/models/kernels.wasm', '@tagger/model-en/model.onnx'];
    const externals = parts.map((part) => `--external:${part}`);
    await runCommand(binary('esbuild'), join(app, 'edge.js'), ...options, ...externals);
    const { Miniflare } = await import(
      pathToFileURL(join(folder, 'node_modules/miniflare/dist/src/index.js')).href
    );
    miniflare = new Miniflare({
      compatibilityDate: '2026-07-01',
      modulesRoot: app,
      modules: [
        { type: 'ESModule', path: file },
        {
          type: 'CompiledWasm',
          path: join(app, parts[0]!),
          contents: await readFile(join(app, 'node_modules/@tagger/models/dist/kernels.wasm')),
        },
        { type: 'Data', path: join(app, parts[1]!), contents: await readFile(model) },
      ],
    });
  });
  afterAll(() => miniflare?.dispose());

  const get = async (path: string) => (await miniflare.dispatchFetch(`http://localhost${path}`)).text();

  it.each([
    ['/', 'JavaScript'],
    ['/kernels', 'WebAssembly'],
  ])('gives the same from %s, in %s', async (path, runtime) => {
    expect(JSON.parse(await get(path))).toEqual({
      runtime,
      answers: expected.answers,
      errors: expected.errors,
    });
  });

  it('answers requests at the same time with one Tagger', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get('/tag')));
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0]!)).toHaveLength(expected.answers.tokens.length);
  });

  it('answers others when a request is given up', async () => {
    const { href } = await miniflare.ready;
    const given = fetch(`${href}long`, { signal: AbortSignal.timeout(50) }).catch(() => {});
    const answers = await Promise.all([get('/tag'), get('/tag'), given.then(() => get('/tag'))]);
    expect(new Set(answers).size).toBe(1);
  });

  it('says that it has no pool', async () => {
    expect(await get('/pool')).toMatch(/^a pool needs the option worker here/);
  });
});

describe('a standalone build of Next.js', () => {
  const port = new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
  let server: ChildProcess;

  beforeAll(async () => {
    await runCommand(binary('next'), 'build', join(app, 'next'));
    const standalone = await mkdtemp(join(tmpdir(), 'next-'));
    await cp(join(app, 'next/.next/standalone'), standalone, { recursive: true, verbatimSymlinks: true });
    const { stdout } = await runCommand(
      'find',
      standalone,
      '-name',
      'server.js',
      '-not',
      '-path',
      '*/node_modules/*',
    );
    const [file] = stdout.trim().split('\n');
    server = spawn(process.execPath, [file!], {
      env: { ...env, PORT: String(await port), HOSTNAME: '127.0.0.1' },
      stdio: 'inherit',
    });
  });
  afterAll(() => {
    server?.kill();
  });

  it('has a route that tags', async () => {
    const address = `http://127.0.0.1:${await port}/tag?text=${encodeURIComponent('I saw her duck.')}`;
    let response: Response | undefined;
    for (let attempt = 0; attempt < 100 && !response; attempt++) {
      response = await fetch(address).catch(() => undefined);
      if (!response) await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(response?.status).toBe(200);
    const tokens = (await response!.json()) as { tag: string }[];
    expect(tokens.map(({ tag }) => tag)).toEqual(['PRON', 'VERB', 'PRON', 'NOUN', 'PUNCT']);
  });
});
