import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
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

  it('answers events of AWS where nothing else is installed, as an example', async () => {
    const alone = await mkdtemp(join(tmpdir(), 'lambda-'));
    const file = join(alone, 'handler.mjs');
    const options = ['--bundle', '--minify', '--platform=node', '--format=esm', `--outfile=${file}`];
    await runCommand(binary('esbuild'), join(app, 'lambda/handler.js'), ...options);
    await cp(model, join(alone, 'model.onnx'));
    await printSizes('the Lambda function', [file, join(alone, 'model.onnx')]);
    const events = join(app, 'lambda/events');
    const script = `
      const [file, ...events] = process.argv.slice(1);
      const { handler } = await import(file);
      const { readFileSync } = await import('node:fs');
      const answers = [];
      for (const event of events) answers.push(await handler(JSON.parse(readFileSync(event, 'utf8'))));
      console.log(JSON.stringify(answers));`;
    const paths = (await readdir(events)).sort().map((name) => join(events, name));
    const args = ['--input-type=module', '-e', script, file, ...paths];
    const answers: { statusCode: number; body: string }[] = await runProgram(process.execPath, ...args);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(paths.map(() => 200));
    expect(answers.map(({ body }) => JSON.parse(body).tokens.length)).toEqual([4, 5]);
    await rm(alone, { recursive: true });
  });
});

/** The sizes of files, and those packed by gzip, which the READMEs of the examples have. */
async function printSizes(name: string, files: readonly string[]) {
  for (const file of files) {
    const content = await readFile(file);
    console.log(
      `${name}, ${basename(file)}: ${content.length} bytes, ${gzipSync(content).length} packed by gzip`,
    );
  }
}

interface Miniflare {
  readonly ready: Promise<URL>;
  dispatchFetch(url: string, init?: RequestInit): Promise<Response>;
  dispose(): Promise<void>;
}

const parts = ['@tagger/models/kernels.wasm', '@tagger/model-en/model.onnx'] as const;
const kernels = join(app, 'node_modules/@tagger/models/dist/kernels.wasm');

/** Runs a worker of the application in workerd, bundled as wrangler does. */
async function startWorker(script: string): Promise<Miniflare> {
  const file = join(app, `${basename(script, '.js')}.bundle.js`);
  const options = ['--bundle', '--minify', '--format=esm', '--conditions=workerd,worker,browser'];
  const externals = parts.map((part) => `--external:${part}`);
  await runCommand(binary('esbuild'), join(app, script), ...options, `--outfile=${file}`, ...externals);
  await printSizes('a worker', [file, kernels, model]);
  const { Miniflare } = await import(
    pathToFileURL(join(folder, 'node_modules/miniflare/dist/src/index.js')).href
  );
  return new Miniflare({
    compatibilityDate: '2026-07-01',
    modulesRoot: app,
    modules: [
      { type: 'ESModule', path: file },
      { type: 'CompiledWasm', path: join(app, parts[0]), contents: await readFile(kernels) },
      { type: 'Data', path: join(app, parts[1]), contents: await readFile(model) },
    ],
  });
}

const post = (body: string) => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } });

describe('the Cloudflare Worker of the examples', () => {
  let miniflare: Miniflare;
  beforeAll(async () => {
    miniflare = await startWorker('worker/worker.js');
  });
  afterAll(() => miniflare?.dispose());

  it('tags', async () => {
    const response = await miniflare.dispatchFetch('http://localhost/', post('{"text": "I saw her duck."}'));
    expect(response.status).toBe(200);
    const { tokens } = (await response.json()) as { tokens: { tag: string }[] };
    expect(tokens.map(({ tag }) => tag)).toEqual(['PRON', 'VERB', 'PRON', 'NOUN', 'PUNCT']);
  });

  it('refuses what is no text', async () => {
    const status = async (init?: RequestInit) =>
      (await miniflare.dispatchFetch('http://localhost/', init)).status;
    expect([await status(), await status(post('{')), await status(post('{"text": 5}'))]).toEqual([
      405, 400, 400,
    ]);
  });
});

describe('workerd', () => {
  let miniflare: Miniflare;

  beforeAll(async () => {
    miniflare = await startWorker('edge.js');
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
    const address = `http://127.0.0.1:${await port}/api/tag`;
    const init = post('{"text": "I saw her duck."}');
    let response: Response | undefined;
    for (let attempt = 0; attempt < 100 && !response; attempt++) {
      response = await fetch(address, init).catch(() => undefined);
      if (!response) await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(response?.status).toBe(200);
    const { tokens } = (await response!.json()) as { tokens: { tag: string }[] };
    expect(tokens.map(({ tag }) => tag)).toEqual(['PRON', 'VERB', 'PRON', 'NOUN', 'PUNCT']);
    expect((await fetch(address, post('{'))).status).toBe(400);
  });
});
