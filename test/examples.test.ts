import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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
    await runScript(command, ...paths, '--quiet');
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
      afterAll(async () => {
        await browser?.close();
        server?.kill();
      });

      it('tags on a page', { timeout: 60_000 }, async () => {
        server = spawn(process.execPath, [join(examples, 'browser/serve.js'), '0'], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const [address] = await once(server.stdout!, 'data');
        browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
        const page = await browser.newPage();
        await page.goto(String(address).trim());
        await page.fill('input', 'She read it.');
        await page.click('button');
        await page.waitForFunction(`document.querySelector('output').textContent !== ''`);
        expect(await page.textContent('output')).toBe('She/PRON read/VERB it/PRON ./PUNCT');
      });
    },
  );
});
