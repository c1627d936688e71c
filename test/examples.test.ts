import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readCorpus } from '@tagger/core/node';
import { loadRuntime, Tagger } from '@tagger/models';
import { decodeModelFile } from '@tagger/models/internal';
import { OnnxEngine, train } from '@tagger/trainer';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const examples = fileURLToPath(new URL('../examples', import.meta.url));
const command = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url));
const executablePath = process.env.TAGGER_CHROMIUM ?? '/usr/bin/chromium';

/** Every example runs as its README says, against the builds. */
describe('examples', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'examples-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Standard output of a script that has to end without a word on standard error. */
  async function runScript(...args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await run(process.execPath, args, { cwd: folder });
    expect(stderr).toBe('');
    return stdout;
  }

  it('tags in Node.js', async () => {
    expect(await runScript(join(examples, 'tag/tag.js'), 'She read it.')).toBe(
      'She\tPRON\nread\tVERB\nit\tPRON\n.\tPUNCT\n',
    );
  });

  const order =
    'Three/QUANTITY large/SIZE pizzas/DISH with/OTHER olives/TOPPING ,/OTHER please/OTHER ./OTHER\n';

  it('trains on labels of its own, by the library', async () => {
    expect(await runScript(join(examples, 'train/train.js'))).toContain(order);
  });

  it('trains on labels of its own, by the command of its README', async () => {
    const { scripts } = await import(join(examples, 'train/package.json'));
    const [, ...args] = scripts.command.split(' ');
    const paths = args.map((arg: string) => (arg.endsWith('.pos') ? join(examples, 'train', arg) : arg));
    // Fewer epochs than the command chooses for so few sentences are enough.
    await runScript(command, ...paths, '--quiet', '--epochs', '20');
    const tagging = run(process.execPath, [command, 'tag', 'orders.onnx'], { cwd: folder });
    tagging.child.stdin?.end('Three large pizzas with olives, please.\n');
    expect((await tagging).stdout).toBe(order);
  });

  it('trains a layer of its own', async () => {
    expect(await runScript(join(examples, 'layer/layer.js'))).toContain(
      'a/short layer/short knows/short extraordinarily/long few/short polysyllables/long\n',
    );
  });

  describe.skipIf(!existsSync(executablePath))(
    `in a browser (needs Chromium at ${executablePath}; TAGGER_CHROMIUM tells where else)`,
    () => {
      let server: ChildProcess;
      let browser: Browser;
      let page: Page;
      beforeAll(async () => {
        // WebGPU by software, which compiles the loop that writes zeros to the memory of workgroups for seconds.
        const webGpu = [
          '--enable-unsafe-webgpu',
          '--use-webgpu-adapter=swiftshader',
          '--enable-dawn-features=disable_workgroup_init',
        ];
        browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...webGpu] });
      });
      afterAll(() => browser?.close());
      afterEach(() => server?.kill());

      async function open(example: string): Promise<void> {
        server = spawn(process.execPath, [join(examples, example, 'serve.js'), '0'], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const [address] = await once(server.stdout!, 'data');
        page = await browser.newPage();
        await page.goto(String(address).trim());
      }

      it('tags on a page', async () => {
        await open('browser');
        await page.fill('input', 'She read it.');
        await page.click('button');
        await page.waitForFunction(`document.querySelector('output').textContent !== ''`);
        expect(await page.textContent('output')).toBe('She/PRON read/VERB it/PRON ./PUNCT');
      });

      it('trains on a page, by WebGPU and by WebAssembly, as in Node.js', async () => {
        await open('train-browser');
        const files = { train: join(examples, 'train/train.pos'), dev: join(examples, 'train/dev.pos') };
        for (const [name, file] of Object.entries(files)) await page.setInputFiles(`[name=${name}]`, file);
        await page.fill('[name=epochs]', '2');
        await page.click('[type=submit]');
        await page.click('text=Stop');
        expect(await page.textContent('output')).toBe('stopped');

        const trainOn = async (device: string) => {
          await page.selectOption('select', device);
          await page.click('[type=submit]');
          const [download] = await Promise.all([page.waitForEvent('download'), page.click('a')]);
          return readFile(await download.path());
        };
        const onCard = await trainOn('card');
        const rows = await page.locator('tbody tr').allInnerTexts();
        const onCpu = await trainOn('cpu');
        const { settings, engine } = decodeModelFile(onCard, 'card').description.training;
        expect(engine).toBe('wgsl, swiftshader');
        expect(decodeModelFile(onCpu, 'cpu').description.training.engine).toMatch(
          /^onnxruntime-web .*, cpu$/,
        );

        const corpusOf = (file: string) => ({ name: file, sentences: readCorpus(file) });
        const expected = await train({
          train: corpusOf(files.train),
          dev: corpusOf(files.dev),
          engine: new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 }),
          settings,
        });
        expect(rows).toEqual(
          expected.history.map(
            ({ epoch, loss, dev }) => `${epoch}\t${loss.toFixed(4)}\t${(100 * dev!.accuracy).toFixed(2)} %`,
          ),
        );
        const text = (await readFile(files.train, 'utf8')).replaceAll(/\/[A-Z]+/g, '');
        const tags = async (bytes: Uint8Array) => {
          await using tagger = await Tagger.load(bytes);
          return (await tagger.tag(text)).map((token) => `${token.text}/${token.tag}`);
        };
        const { parameters } = decodeModelFile(expected.bytes, 'expected');
        for (const bytes of [onCard, onCpu]) {
          expect(await tags(bytes)).toEqual(await tags(expected.bytes));
          const found = decodeModelFile(bytes, 'found').parameters;
          const differences = Object.entries(parameters).flatMap(([name, values]) =>
            Array.from(values, (value, index) => Math.abs(value - found[name]![index]!)),
          );
          expect(differences.reduce((a, b) => Math.max(a, b))).toBeLessThan(1e-5);
        }
      });
    },
  );
});
