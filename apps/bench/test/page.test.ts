import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../src/report/write-report';
import { sampleResults } from './sample-results';

const executablePath = process.env.TAGGER_CHROMIUM ?? '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

describe.skipIf(!existsSync(executablePath))(
  `the page in a browser (needs Chromium at ${executablePath}; TAGGER_CHROMIUM tells where else)`,
  () => {
    let folder: string;
    let browser: Browser;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'bench-page-'));
      await writeReport(sampleResults, folder);
      browser = await chromium.launch({ executablePath, args: flags });
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await rm(folder, { recursive: true });
    });

    async function open(width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      page.on('requestfailed', (request) => errors.push(request.url()));
      await page.goto(pathToFileURL(join(folder, 'index.html')).href);
      expect(errors).toEqual([]);
      return page;
    }

    it.each([1200, 390])(
      'shows tables and plots %i pixels wide, without scrolling sideways',
      async (width) => {
        const page = await open(width, 'light');
        expect(await page.locator('table').count()).toBe(3);
        const plots = page.locator('figure svg[viewBox]');
        for (const plot of await plots.all()) expect((await plot.boundingBox())!.height).toBeGreaterThan(100);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(overflow).toBeLessThanOrEqual(0);
        await page.close();
      },
    );

    it.each(['light', 'dark'] as const)('can be read in %s', async (scheme) => {
      const page = await open(1200, scheme);
      const read = (selector: string, property: string) =>
        page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`);
      const back = luminance((await read('body', 'backgroundColor')) as string);
      for (const [selector, property] of [
        ['body', 'color'],
        ['.note', 'color'],
        ['figure svg text', 'fill'],
      ] as const)
        expect(contrast(back, luminance((await read(selector, property)) as string))).toBeGreaterThan(4.5);
      await page.close();
    });
  },
);

/** Relative luminance and contrast as in WCAG 2.2. */
function luminance(color: string): number {
  const [red, green, blue] = color.match(/[\d.]+/g)!.map((value) => {
    const share = Number(value) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
