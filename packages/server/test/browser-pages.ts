import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';

const executablePath = process.env.TAGGER_CHROMIUM ?? '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];

/** The widths and colours in which pages are looked at. */
export const views = ([1200, 390] as const).flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

/** Pages of a server in a browser. */
export interface BrowserPages {
  browser(): Browser;
  /** Opens a page, which must ask nobody but its server. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Expects that no page of the test has complained about anything. */
  expectNoComplaints(): void;
  /** Expects that axe finds no barrier, and that nothing is wider than the page. @param screenshot its name, if TAGGER_SCREENSHOTS names a folder */
  expectNoBarriers(page: Page, screenshot: string): Promise<void>;
}

/** Tests of a page in Chromium, which are skipped where there is none. */
export function describeInBrowser(define: (pages: BrowserPages) => void): void {
  describe.skipIf(!existsSync(executablePath))(
    `the page in a browser (needs Chromium at ${executablePath}; TAGGER_CHROMIUM tells where else)`,
    () => {
      let browser: Browser;
      let complaints: string[] = [];
      beforeAll(async () => {
        browser = await chromium.launch({ executablePath, args: flags });
      });
      afterAll(() => browser?.close());
      beforeEach(() => {
        complaints = [];
      });
      const expectNoComplaints = () => expect(complaints).toEqual([]);
      define({
        browser: () => browser,
        async open(url, options) {
          const page = await browser.newPage(options);
          page.on('request', (request) => {
            if (!request.url().startsWith('blob:'))
              expect(new URL(request.url()).origin).toBe(new URL(url).origin);
          });
          page.on('pageerror', ({ message }) => complaints.push(message));
          page.on('console', (message) => complaints.push(message.text()));
          await page.goto(url);
          return page;
        },
        expectNoComplaints,
        async expectNoBarriers(page, screenshot) {
          // The styles that axe tries out are against the policy.
          expectNoComplaints();
          await page.evaluate(axe.source);
          const { violations } = await page.evaluate(() =>
            (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run({
              resultTypes: ['violations'],
            }),
          );
          complaints = [];
          expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow).toBeLessThanOrEqual(0);
          const { TAGGER_SCREENSHOTS: folder } = process.env;
          if (folder) await page.screenshot({ path: `${folder}/${screenshot}.png` });
        },
      });
    },
  );
}
