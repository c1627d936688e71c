import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { formatVectors, Vectors } from '@tagger/embeddings';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const executablePath = process.env.TAGGER_CHROMIUM ?? '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

const words = ['king', 'queen', 'bird'];
const vectors = new Vectors(words, Float32Array.of(3, 4, 3, 5, -4, 1));

/** Neither threads nor WebAssembly may be needed. */
const script = `
delete globalThis.Worker;
delete globalThis.WebAssembly;
import { parseVectors } from '@tagger/embeddings';

globalThis.ask = async (address) => {
  const { body } = await fetch(address);
  const vectors = await parseVectors(body).catch((error) => error.message);
  return typeof vectors === 'string' ? vectors : vectors.nearest('king', 1);
};
`;

describe.skipIf(!existsSync(executablePath))(
  `in a browser (needs Chromium at ${executablePath}; TAGGER_CHROMIUM tells where else)`,
  () => {
    let server: Server;
    let browser: Browser;
    let address: string;

    beforeAll(async () => {
      // As built, by the package's name, with nothing of Node.js to fall back on.
      const resolveDir = fileURLToPath(new URL('.', import.meta.url));
      const { outputFiles } = await build({
        stdin: { contents: script, resolveDir },
        bundle: true,
        platform: 'browser',
        format: 'esm',
        write: false,
      });
      const files = new Map<string, string | Uint8Array>([
        ['/', '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>'],
        ['/page.js', outputFiles[0]!.contents],
        ['/vectors.vec', Buffer.concat([...formatVectors(vectors, 'word2vec')])],
        ['/vectors.bin', Buffer.concat([...formatVectors(vectors, 'word2vec-binary')])],
        ['/broken.vec', '2 2\nking 3 4\n'],
      ]);
      server = createServer(({ url = '/' }, response) => {
        response.setHeader('content-type', url.endsWith('.js') ? 'text/javascript' : 'text/html');
        response.end(files.get(url));
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      browser = await chromium.launch({ executablePath, args: flags });
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    it('reads files as a stream, and finds neighbours', async () => {
      const page = await browser.newPage();
      await page.goto(address);
      const ask = (path: string) => page.evaluate(`ask('${path}')`);
      for (const path of ['/vectors.vec', '/vectors.bin'])
        expect(await ask(path)).toEqual(vectors.nearest('king', 1));
      expect(await ask('/broken.vec')).toMatch(/1.*2/);
    });
  },
);
