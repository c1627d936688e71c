import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { createSpanModel, schemes } from '../../models/test/spans/span-model';
import { describeInBrowser, views } from './browser-pages';
import { english, shareServer } from './test-server';

const models = [english, { name: 'entities', source: createSpanModel(schemes.BIO, 'crf') }];
const server = shareServer({ models });
const guarded = shareServer({ tokens: ['secret'] });

describeInBrowser(({ browser, open, expectNoComplaints, expectNoBarriers }) => {
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
    expectNoComplaints();
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

  it.each(views)(
    'has no barrier and fits, $width pixels wide and $colorScheme',
    async ({ width, colorScheme }) => {
      const page = await open(server().url, { viewport: { width, height: 800 }, colorScheme });
      await write(
        page,
        `I saw her duck. ${'Supercalifragilistic'.repeat(6)} shows words that do not fit in one line.`,
      );
      for (const model of ['en', 'entities']) {
        await page.getByLabel('Model').selectOption(model);
        if (model === 'entities') await page.locator('.entity').first().waitFor();
        await page.locator('.token').first().focus();
        await expectNoBarriers(page, `page-${model}-${width}-${colorScheme}`);
      }
      await page.close();
    },
  );

  it('is allowed nothing that is not its own', async () => {
    const { headers } = await fetch(server().url);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+' 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
  });

  it('shows an answer as a file, too', async () => {
    const response = await server().post('/v1/tag', { text: 'I see <b>.' }, { accept: 'text/html' });
    const page = await browser().newPage();
    await page.setContent(await response.text());
    expect(await page.locator('.token b').allTextContents()).toEqual(['I', 'see', '<', 'b', '>', '.']);
    await page.close();
  });
});
