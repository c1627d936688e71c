import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSpanModel, schemes } from '../../models/test/spans/span-model';
import { english, shareServer } from './test-server';

const executablePath = process.env.TAGGER_CHROMIUM ?? '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const models = [english, { name: 'entities', source: createSpanModel(schemes.BIO, 'crf') }];
const server = shareServer({ models });
const guarded = shareServer({ tokens: ['secret'] });

describe.skipIf(!existsSync(executablePath))(
  `the page in a browser (needs Chromium at ${executablePath}; TAGGER_CHROMIUM tells where else)`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: flags });
    });
    afterAll(() => browser?.close());

    /** What the pages of a test complain about. */
    let complaints: string[] = [];
    beforeEach(() => {
      complaints = [];
    });

    /** Opens a page, which must ask nobody but its server, and have nothing to complain about. */
    async function open(url: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
      const page = await browser.newPage(options);
      page.on('request', (request) => {
        if (!request.url().startsWith('blob:'))
          expect(new URL(request.url()).origin).toBe(new URL(url).origin);
      });
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(url);
      return page;
    }

    async function write(page: Page, text: string): Promise<void> {
      await page.getByLabel('Text').fill(text);
      const words = text.split(' ').length;
      await page.waitForFunction((count) => document.querySelectorAll('#view .token').length >= count, words);
    }

    it('tags while one types, and shows the probabilities at the pointer and by keyboard', async () => {
      const page = await open(server().url);
      await page.locator('.token').first().waitFor();
      await write(page, 'She sees <b>mice</b> & "men".');
      const token = page.locator('.token', { hasText: 'mice' });
      expect(await token.locator('small').textContent()).toBe('NOUN');
      const tip = token.locator('.tip');
      expect(await tip.isVisible()).toBe(false);
      await token.hover();
      expect(await tip.isVisible()).toBe(true);
      expect(await tip.textContent()).toMatch(
        /^mice: NOUN \d+\.\d %( · [A-Z]+ \d+\.\d %){2}, lemma mouse, Number=Plur$/,
      );
      await page.mouse.move(0, 0);
      await page.getByRole('button', { name: 'JSON' }).focus();
      await page.keyboard.press('Tab');
      expect(await page.locator('.token .tip').first().isVisible()).toBe(true);
      expect(await page.locator('#status').textContent()).toMatch(/^\d+ tokens; /);
      expect(complaints).toEqual([]);
      await page.close();
    });

    it('downloads CoNLL-U and JSON', async () => {
      const page = await open(server().url);
      await write(page, 'I see ducks');
      for (const [name, file, content] of [
        ['CoNLL-U', 'tagged.conllu', '# text = I see ducks'],
        ['JSON', 'tagged.json', '"text":"ducks"'],
      ] as const) {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name }).click(),
        ]);
        expect(download.suggestedFilename()).toBe(file);
        expect(await readFile(await download.path(), 'utf8')).toContain(content);
      }
      await page.close();
    });

    it('asks for a token where the server does', async () => {
      const page = await open(guarded().url);
      await page.getByLabel('Text').fill('I see');
      const status = page.locator('#status.failed');
      await status.waitFor();
      expect(await status.textContent()).toBe(
        'the request has no valid token (send Authorization: Bearer TOKEN)',
      );
      await page.getByLabel('Token').fill('secret');
      await page.locator('.token').first().waitFor();
      await page.close();
    });

    it.each(
      ([1200, 390] as const).flatMap((width) =>
        (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
      ),
    )('has no barrier and fits, $width pixels wide and $colorScheme', async ({ width, colorScheme }) => {
      const page = await open(server().url, { viewport: { width, height: 800 }, colorScheme });
      await write(
        page,
        `I saw her duck. ${'Supercalifragilistic'.repeat(6)} shows words that do not fit in one line.`,
      );
      for (const model of ['en', 'entities']) {
        await page.getByLabel('Model').selectOption(model);
        if (model === 'entities') await page.locator('.entity').first().waitFor();
        await page.locator('.token').first().focus();
        // The styles that axe tries out are against the policy.
        expect(complaints).toEqual([]);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() =>
          (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(),
        );
        complaints = [];
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
        const { TAGGER_SCREENSHOTS: folder } = process.env;
        if (folder) await page.screenshot({ path: `${folder}/page-${model}-${width}-${colorScheme}.png` });
      }
      await page.close();
    });

    it('is allowed nothing that is not its own', async () => {
      const { headers } = await fetch(server().url);
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+' 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      );
    });

    it('shows an answer as a file, too', async () => {
      const response = await server().post('/v1/tag', { text: 'I see <b>.' }, { accept: 'text/html' });
      const page = await browser.newPage();
      await page.setContent(await response.text());
      expect(await page.locator('.token b').allTextContents()).toEqual(['I', 'see', '<', 'b', '>', '.']);
      await page.close();
    });
  },
);
