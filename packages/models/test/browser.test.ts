import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModelFile } from '../src/model-file/encode-model-file';
import type { TaggedToken } from '../src/tagger/tagged';
import { Tagger } from '../src/tagger/tagger';
import { createSampleModel } from './sample-model';

const executablePath = process.env.TAGGER_CHROMIUM ?? '/usr/bin/chromium';
const flags =
  '--no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync ' +
  // WebGPU by software, which compiles the loop that writes zeros to the memory of workgroups for seconds.
  '--enable-unsafe-webgpu --use-webgpu-adapter=swiftshader --enable-dawn-features=disable_workgroup_init';
/** Milliseconds: a browser compiles 28 MB of WebAssembly here. */
const timeout = 60_000;
const wasmFolder = dirname(fileURLToPath(import.meta.resolve('onnxruntime-web')));
const text = 'I saw her duck. The naïve dog runs.';

const script = `
import { Tagger } from '@tagger/models';

globalThis.tagText = async (text) => {
  const tagger = await Tagger.load('/model.onnx');
  const tokens = await tagger.tag(text);
  await tagger.release();
  return { tokens, runtime: tagger.runtimeName };
};
globalThis.tagOnnx = async (text) => {
  const tagger = await Tagger.load('/model.onnx', { runtime: 'onnx' });
  const tokens = await tagger.tag(text);
  await tagger.release();
  return { tokens, runtime: tagger.runtimeName };
};
globalThis.tagOnCard = async (text) => {
  const tagger = await Tagger.load('/model.onnx', { device: 'webgpu' });
  const tokens = await tagger.tag(text);
  await tagger.release();
  return { tokens, runtime: tagger.runtimeName };
};
globalThis.tagPool = async (text) => {
  const worker = () => new Worker('/worker.js', { type: 'module' });
  const pool = await Tagger.pool('/model.onnx', { workers: 2, worker });
  const tokens = await pool.tag(text);
  await pool.release();
  return { tokens, runtime: pool.runtimeName };
};
globalThis.load = (address) => Tagger.load(address).catch((error) => error.message);
`;

describe.skipIf(!existsSync(executablePath))(
  `in a browser (needs Chromium at ${executablePath}; TAGGER_CHROMIUM tells where else)`,
  () => {
    const model = createSampleModel({ cell: 'lstm', cellOutput: 'identity' });
    const bytes = encodeModelFile(model.description, model.parameters);
    const files = new Map<string, Uint8Array | string>([
      ['/', '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>'],
      ['/model.onnx', bytes],
    ]);
    let server: Server;
    let browser: Browser;
    let address: string;
    let inputs: string[];

    beforeAll(async () => {
      // As an application's bundler does it, the package is found by its name, as built, under the condition "browser".
      const { outputFiles, metafile } = await bundle(script, true);
      for (const { path, contents } of outputFiles) files.set(path, contents);
      inputs = Object.keys(metafile.inputs);
      const worker = await bundle("import '@tagger/models/worker';");
      files.set('/worker.js', worker.outputFiles.at(-1)!.contents);
      server = await serve(files);
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      browser = await chromium.launch({ executablePath, args: flags.split(' ') });
    }, timeout);
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    it('has the browser build in its bundle, and nothing of Node.js', () => {
      expect(inputs.some((input) => input.endsWith('packages/models/dist/browser/index.js'))).toBe(true);
      expect(inputs.filter((input) => /onnxruntime-node|^node:/.test(input))).toEqual([]);
    });

    it(
      'gives the tags that Node.js gives, under a strict content security policy, and asks no other server',
      async () => {
        const page = await browser.newPage();
        const [requests, failures]: [string[], string[]] = [[], []];
        page.on('request', (request) => requests.push(request.url()));
        page.on('pageerror', (error) => failures.push(error.message));
        await page.goto(address);
        const found = await page.evaluate<{ tokens: unknown[]; runtime: string }>(
          `tagText(${JSON.stringify(text)})`,
        );
        expect(failures).toEqual([]);
        expect(found.runtime).toBe('WebAssembly');
        expect(requests.filter((url) => /ort|card-networks/.test(url))).toEqual([]);
        expect(requests.filter((url) => !url.startsWith(address) && !url.startsWith('blob:'))).toEqual([]);

        const tagger = await Tagger.load(bytes);
        const expected = await tagger.tag(text);
        await tagger.release();
        expect(found.tokens).toEqual(expected);
      },
      timeout,
    );

    it(
      'gives much the same on a graphics card, whose code is fetched then',
      async () => {
        const page = await browser.newPage();
        const requests: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        await page.goto(address);
        const found = await page.evaluate<{ tokens: TaggedToken[]; runtime: string }>(
          `tagOnCard(${JSON.stringify(text)})`,
        );
        expect(found.runtime).toMatch(/^WebGPU, ./);
        expect(requests.filter((url) => /card-networks/.test(url))).toHaveLength(1);
        const tagger = await Tagger.load(bytes);
        const expected = await tagger.tag(text);
        await tagger.release();
        expect(found.tokens).toEqual(
          expected.map((token) => ({ ...token, score: expect.closeTo(token.score, 3) })),
        );
      },
      timeout,
    );

    it(
      'has a pool, whose workers the page creates',
      async () => {
        const page = await browser.newPage();
        await page.goto(address);
        const found = await page.evaluate<{ tokens: unknown[]; runtime: string }>(
          `tagPool(${JSON.stringify(text)})`,
        );
        const tagger = await Tagger.load(bytes);
        expect(found).toEqual({ tokens: await tagger.tag(text), runtime: 'WebAssembly on 2 threads' });
      },
      timeout,
    );

    it(
      'gives much the same on ONNX Runtime where the page has it',
      async () => {
        const page = await browser.newPage();
        await page.goto(address);
        const found = await page.evaluate<{ tokens: TaggedToken[]; runtime: string }>(
          `tagOnnx(${JSON.stringify(text)})`,
        );
        expect(found.runtime).toMatch(/^onnxruntime-web \d/);
        const tagger = await Tagger.load(bytes);
        const expected = await tagger.tag(text);
        await tagger.release();
        expect(found.tokens).toEqual(
          expected.map((token) => ({ ...token, score: expect.closeTo(token.score, 2) })),
        );
      },
      timeout,
    );

    it('says what is wrong with an address', async () => {
      const page = await browser.newPage();
      await page.goto(address);
      expect(await page.evaluate(`load('/missing.onnx')`)).toBe(
        '/missing.onnx: cannot be fetched: 404 Not Found',
      );
      expect(await page.evaluate(`load('/')`)).toMatch(/^\/: not a model file, or only a part of one/);
      expect(await page.evaluate(`load('http://127.0.0.1:9/model.onnx')`)).toBe(
        'http://127.0.0.1:9/model.onnx: cannot be fetched: Failed to fetch',
      );
    });
  },
);

function bundle(contents: string, splitting = false) {
  return build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    splitting,
    outdir: '/',
    entryNames: 'page',
    write: false,
    metafile: true,
  });
}

/** Serves the files and, beside them, ONNX Runtime's WebAssembly, where its script looks for it. */
async function serve(files: ReadonlyMap<string, Uint8Array | string>): Promise<Server> {
  const types: Record<string, string> = {
    js: 'text/javascript',
    mjs: 'text/javascript',
    wasm: 'application/wasm',
    '/': 'text/html',
  };
  const server = createServer(async ({ url = '/' }, response) => {
    const isRuntime = /^\/ort-wasm[\w.-]+$/.test(url) && existsSync(join(wasmFolder, url));
    const content = isRuntime ? await readFile(join(wasmFolder, url)) : files.get(url);
    if (content === undefined) response.writeHead(404).end();
    else
      response
        .setHeader('content-type', types[url.split('.').at(-1)!] ?? 'application/octet-stream')
        .setHeader('content-security-policy', "script-src 'self' 'wasm-unsafe-eval'")
        .end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
