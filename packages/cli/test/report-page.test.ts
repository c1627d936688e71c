import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTagger } from './run-tagger';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const executablePath = process.env.TAGGER_CHROMIUM ?? '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const folder = createWorkspace();

const hostileWords = [
  '<script>document.title="gone"</script>',
  '</style><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
];
const hostileTag = '"><svg/onload=alert(1)>';
const hostileName = `a'b"<img src=x onerror=alert(1)>&amp;.conllu`;

/** What each model is trained on, and what its report is on. */
const reports = { hostile: ['train.conllu', hostileName], many: ['many.conllu'], spans: ['spans.conll'] };

describe.skipIf(!existsSync(executablePath))(
  `the page of test --report in a browser (needs Chromium at ${executablePath}; TAGGER_CHROMIUM tells where else)`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      const hostile = hostileWords.map((word): [string, string][] => [
        ['the', 'DET'],
        [word, hostileTag],
        ['x'.repeat(500), 'NOUN'],
      ]);
      // Sixty tags, each taken for others.
      const many = Array.from({ length: 300 }, (_, index): [string, string][] => [
        [`w${index % 7}`, `LONG-TAG-${index % 60}`],
        [`w${index % 5}`, `LONG-TAG-${(index * 7) % 60}`],
      ]);
      await folder.write('train.conllu', toConllu(sampleSentences(60, 1)));
      await folder.write(hostileName, toConllu([...sampleSentences(10, 2), ...hostile]));
      await folder.write('many.conllu', toConllu(many));
      await folder.write('spans.conll', 'Ann B-PER\nsings O\n\nBob B-PER\nLee I-PER\nsings O\n\n'.repeat(10));
      for (const [name, [train, test = train]] of Object.entries(reports)) {
        const model = folder.path(`${name}.onnx`);
        const settings = ['--epochs', '1', '--quiet', ...tiny];
        await runTagger(['train', '--train', folder.path(train!), '-o', model, ...settings]);
        const { status } = await runTagger([
          'test',
          model,
          folder.path(test!),
          '--report',
          folder.path(name),
        ]);
        expect(status).toBe(0);
      }
      browser = await chromium.launch({ executablePath, args: flags });
    }, 60_000);
    afterAll(() => browser?.close());

    /** Opens a report; it must load nothing and have nothing to complain about. */
    async function open(name: string): Promise<Page> {
      const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      const heard: string[] = [];
      page.on('pageerror', ({ message }) => heard.push(message));
      page.on('console', (message) => heard.push(message.text()));
      page.on('dialog', (dialog) => heard.push(dialog.message()));
      page.on('request', (request) => heard.push(request.url()));
      const address = pathToFileURL(folder.path(`${name}/index.html`)).href;
      await page.goto(address);
      expect(heard).toEqual([address]);
      return page;
    }

    it.each(Object.keys(reports))(
      'opens (%s) without a complaint, never scrolls sideways, and each text has a contrast of 4.5 to what it stands on',
      async (name) => {
        const page = await open(name);
        for (const width of [1200, 390]) {
          await page.setViewportSize({ width, height: 900 });
          const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          expect(overflow).toBeLessThanOrEqual(0);
          const plots = await page.locator('.plot').all();
          expect(plots).toHaveLength(name === 'spans' ? 2 : 1);
          for (const plot of plots) expect((await plot.boundingBox())!.height).toBeGreaterThan(200);
          expect(await page.locator('#entities').count()).toBe(name === 'spans' ? 1 : 0);
          expect(await page.evaluate('getComputedStyle(document.querySelector(".tiles")).display')).toBe(
            'grid',
          );
        }
        await page.setViewportSize({ width: 1200, height: 900 });
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const texts = (await page.evaluate(listContrasts)) as { text: string; contrast: number }[];
          expect(texts.length).toBeGreaterThan(100);
          expect(texts.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
        }
        await page.close();
      },
    );

    it('shows what a corpus and its name hold as text', async () => {
      const page = await open('hostile');
      expect(await page.title()).toBe(`hostile.onnx on ${hostileName}`);
      expect(await page.locator('h1').textContent()).toBe(`hostile.onnx on ${hostileName}`);
      expect(await page.locator('script, img, [onload], [onerror], [onmouseover]').count()).toBe(0);
      expect((await page.locator('mark').allTextContents()).sort()).toEqual(
        expect.arrayContaining([...hostileWords].sort()),
      );
      expect(await page.locator('#tags th code').allTextContents()).toContain(hostileTag);
      expect(await page.locator(`td[title^='${hostileTag} tagged as ']`).count()).toBeGreaterThan(0);
      await page.close();
    });

    it('runs no script, even if one got into it', async () => {
      const page = await open('hostile');
      await page.evaluate(
        `document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="document.title=1">')`,
      );
      await page.evaluate('new Promise((resolve) => setTimeout(resolve, 50))');
      expect(await page.title()).toBe(`hostile.onnx on ${hostileName}`);
      await page.close();
    });

    it('has the most confused of many tags in the matrix, and all tokens', async () => {
      const page = await open('many');
      const rows = page.locator('.matrix tbody tr');
      expect(await rows.count()).toBe(24);
      expect(await rows.last().locator('th').textContent()).toBe('others');
      const totals = await page.locator('.matrix .total').allTextContents();
      expect(totals.reduce((sum, text) => sum + Number(text), 0)).toBe(600);
      await page.close();
    });
  },
);

/**
 * The contrast (WCAG 2.2) of each text on the page to the backgrounds behind it, laid over each other. It runs in the page, and
 * is text since Node.js has no such types.
 */
const listContrasts = `(() => {
  const parse = (color) => {
    const [red, green, blue, alpha = 1] = color.match(/[\\d.]+/g).map(Number);
    return { channels: [red, green, blue], alpha };
  };
  const lay = (over, under) => over.channels.map((value, i) => value * over.alpha + under[i] * (1 - over.alpha));
  const backOf = (element) => {
    if (!element) return [255, 255, 255];
    const { backgroundColor } = getComputedStyle(element);
    return lay(parse(backgroundColor), backOf(element.parentElement));
  };
  const luminance = (channels) => {
    const [red, green, blue] = channels.map((value) => value / 255)
      .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    if (text === '' || element.closest('title') || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const back = backOf(element);
    const front = lay(parse(element.closest('svg') ? style.fill : style.color), back);
    const [low, high] = [luminance(back), luminance(front)].sort((a, b) => a - b);
    found.push({ text: text.slice(0, 40), contrast: (high + 0.05) / (low + 0.05) });
  }
  return found;
})()`;
