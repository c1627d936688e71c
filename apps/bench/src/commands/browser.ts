import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { median } from '../report/statistics';

interface BrowserOptions {
  readonly model: string;
  readonly runs: number;
  readonly chromium: string;
  readonly megabits: number;
  readonly latency: number;
}

const text = 'I saw her duck.';

/** Each sets `document.title` once it has tagged. */
const pages = {
  'wink-nlp': `
import createNlp from 'wink-nlp';
import model from 'wink-eng-lite-web-model';
const nlp = createNlp(model, ['sbd', 'pos']);
document.title = nlp.readDoc(${JSON.stringify(text)}).tokens().out(nlp.its.pos).join(' ');`,
  compromise: `
import nlp from 'compromise';
document.title = nlp(${JSON.stringify(text)}).json().map(({ terms }) => terms.map(({ tags }) => tags[0]).join(' ')).join(' ');`,
  Tagger: `
import { Tagger } from '@tagger/models';
const tagger = await Tagger.load('/model.onnx');
document.title = (await tagger.tag(${JSON.stringify(text)})).map(({ tag }) => tag).join(' ');`,
};

export function addBrowserCommand(program: Command): void {
  program
    .command('browser')
    .description(
      'milliseconds from opening a page to its first tags, over a slow line, beside other programs',
    )
    .requiredOption('--model <file>', 'a model of Tagger')
    .option('--runs <n>', 'runs of each, alternating', Number, 5)
    .option('--chromium <file>', 'the browser', '/usr/bin/chromium')
    .option('--megabits <n>', 'megabits per second', Number, 10)
    .option('--latency <n>', 'milliseconds of every request', Number, 40)
    .action(async (options: BrowserOptions) => console.log(await compareFirstTags(options)));
}

async function compareFirstTags({ model, runs, chromium: executablePath, ...line }: BrowserOptions) {
  const files = new Map<string, Buffer>([['/model.onnx', gzipSync(await readFile(model))]]);
  const sizes: number[] = [];
  for (const [index, code] of Object.values(pages).entries()) {
    const script = gzipSync(await bundle(code));
    sizes.push(script.length);
    files.set(`/${index}.js`, script);
    // As a page does that wants to be quick: both files are fetched at the same time.
    const preload = code.includes('model.onnx')
      ? '<link rel="preload" href="/model.onnx" as="fetch" crossorigin>'
      : '';
    files.set(
      `/${index}`,
      gzipSync(`<!doctype html><title></title>${preload}<script type="module" src="/${index}.js"></script>`),
    );
  }
  const server = createServer(({ url = '/' }, response) => {
    const content = files.get(url);
    if (!content) return response.writeHead(404).end();
    const type = url.endsWith('.js')
      ? 'text/javascript'
      : url.endsWith('.onnx')
        ? 'application/octet-stream'
        : 'text/html';
    response
      .writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'content-length': content.length })
      .end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const times = sizes.map((): number[] => []);
  for (let run = 0; run < runs; run++)
    for (const [index, own] of times.entries())
      own.push(await measurePage(browser, `${address}/${index}`, line));
  await browser.close();
  server.close();
  const table = new Table({
    head: ['page', 'milliseconds', 'bytes of its script, gzip'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const [index, name] of Object.keys(pages).entries())
    table.push([name, median(times[index]!).toFixed(0), sizes[index]!.toLocaleString('en')]);
  return `${table}\nmodel: ${files.get('/model.onnx')!.length.toLocaleString('en')} bytes of gzip`;
}

async function bundle(contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    minify: true,
    format: 'esm',
    // Only a graphics card needs it.
    external: ['onnxruntime-web'],
    logLevel: 'error',
    write: false,
  });
  return outputFiles[0]!.contents;
}

/** In a context of its own: nothing is in a cache. */
async function measurePage(
  browser: Browser,
  address: string,
  { megabits, latency }: Pick<BrowserOptions, 'megabits' | 'latency'>,
): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const bytes = (megabits * 1e6) / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: bytes,
    uploadThroughput: bytes,
  });
  const start = performance.now();
  await page.goto(address);
  await page.waitForFunction('document.title !== ""', undefined, { polling: 10 });
  const time = performance.now() - start;
  await context.close();
  return time;
}
