import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expected, runCommand } from './expected';
import { app, folder } from './prepare';
import { serveFolder } from './serve-folder';

const executablePath = process.env.TAGGER_CHROMIUM ?? '/usr/bin/chromium';
const binary = (name: string) => join(folder, 'node_modules/.bin', name);
const model = join(app, 'node_modules/@tagger/model-en/model.onnx');
const page = join(app, 'page');
const scripts = ['page.js', 'page-worker.js', 'pool-worker.js'].map((file) => join(page, file));

/** How an application is bundled, without any setting, and where the page's script is then. */
const bundlers: readonly { name: string; build: (out: string) => Promise<unknown>; script: RegExp }[] = [
  {
    name: 'esbuild',
    build: (out) =>
      runCommand(binary('esbuild'), ...scripts, '--bundle', '--minify', '--format=esm', `--outdir=${out}`),
    script: /^page\.js$/,
  },
  {
    name: 'webpack',
    build: (out) =>
      runCommand(binary('webpack'), '--mode', 'production', '--entry', scripts[0]!, '--output-path', out),
    script: /^main\.js$/,
  },
  {
    name: 'Vite',
    build: (out) => runCommand(binary('vite'), 'build', page, '--outDir', out, '--base', '/'),
    script: /^assets\/index-.*\.js$/,
  },
];

describe.skipIf(!existsSync(executablePath)).each(bundlers)('a page of $name', ({ name, build, script }) => {
  const out = join(app, `page-of-${name}`);
  let browser: Browser;
  let server: Server;
  let address: string;

  beforeAll(async () => {
    await build(out);
    const files = await readdir(out, { recursive: true });
    const entry = files.find((file) => script.test(file))!;
    console.log(`${name}: ${gzipSync(await readFile(join(out, entry)), { level: 9 }).length} bytes of gzip`);
    ({ server, address } = await serveFolder(out, entry, model));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  const evaluate = async (path: string, call: string) => {
    const tab = await browser.newPage();
    const failures: string[] = [];
    tab.on('pageerror', ({ message }) => failures.push(message));
    await tab.goto(`${address}${path}`);
    const found = await tab.evaluate(call);
    expect(failures).toEqual([]);
    await tab.close();
    return found;
  };

  it.each(['checkPage', 'checkWorker'])(
    'gives the tags of Node.js under a strict policy: %s',
    async (call) => {
      expect(await evaluate('/', `${call}('/model.onnx')`)).toEqual({
        runtime: 'WebAssembly',
        answers: expected.answers,
        errors: expected.errors,
      });
    },
  );

  it.each(['/', '/isolated'])('has a pool: %s', async (path) => {
    expect(await evaluate(path, `checkPool('/model.onnx')`)).toEqual({
      runtime: 'WebAssembly on 2 threads',
      answers: expected.answers,
    });
  });

  it('says what a pool needs', async () => {
    expect(await evaluate('/', `checkMissingWorker('/model.onnx')`)).toMatch(
      /^a pool needs the option worker here \(worker: \(\) => new Worker\(/,
    );
  });
});
