import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser, views } from '../../server/test/browser-pages';
import type { RunningAnnotation } from '../src';
import { createWorkspace } from './workspace';

const workspace = createWorkspace();
/** Texts that are answered one after the other. */
const count = Number(process.env.TAGGER_ANSWERS ?? 12);
const names = ['Ann', 'Bob', 'Cleo', 'Dora'];

describeInBrowser(({ open, expectNoComplaints, expectNoBarriers }) => {
  async function openTask({ url }: RunningAnnotation, options?: BrowserContextOptions) {
    const page = await open(url, options);
    await page.locator('#text .token').first().waitFor();
    return page;
  }

  /** Waits until so many texts are answered. */
  const waitFor = (page: Page, answered: number) =>
    page.waitForFunction(
      (start) => document.getElementById('count')!.textContent!.startsWith(start),
      `${answered} of `,
    );

  it('is used by keys and by mouse, one text after the other', async () => {
    const lines = Array.from(
      { length: count },
      (_, at) => `${names[at % 4]} Lee of Acme Corp has ${at} ducks .`,
    );
    await workspace.write('many.txt', `${lines.join('\n')}\n`);
    const server = await workspace.start('many.txt', 'many.jsonl');
    const page = await openTask(server);
    const word = (text: string) => page.locator('#text .token', { hasText: new RegExp(`^${text}$`) });
    const drag = async (from: string, to: string) => {
      await word(from).hover();
      await page.mouse.down();
      await word(to).hover();
      await page.mouse.up();
    };
    for (let at = 0; at < count; at++) {
      await word(names[at % 4]!).waitFor();
      if (at % 2 === 0) {
        for (const key of ['Shift+ArrowRight', '1', 'ArrowRight', 'ArrowRight', 'Shift+ArrowRight', '2'])
          await page.keyboard.press(key);
        await page.keyboard.press('Enter');
      } else {
        await page.getByRole('button', { name: 'PER', exact: true }).click();
        await drag(names[at % 4]!, 'Lee');
        await page.getByRole('button', { name: 'ORG', exact: true }).click();
        await drag('Corp', 'Acme');
        await page.getByRole('button', { name: 'Accept' }).click();
      }
      await waitFor(page, at + 1);
    }
    expect(await page.locator('#text').textContent()).toContain('All texts are answered');
    const answers = await workspace.lines('many.jsonl');
    expect(answers.map(({ text }) => text)).toEqual(lines);
    for (const { spans, answer } of answers)
      expect({ spans, answer }).toEqual({
        answer: 'accept',
        spans: [
          expect.objectContaining({ token_start: 0, token_end: 1, label: 'PER' }),
          expect.objectContaining({ token_start: 3, token_end: 4, label: 'ORG' }),
        ],
      });
    expectNoComplaints();
    await page.close();
    await server.close();
  });

  it('undoes, changes and removes labels, rejects, skips, and keeps notes', async () => {
    await workspace.write('few.txt', 'Ann Lee left .\nBob came .\nNobody saw .\n');
    const server = await workspace.start('few.txt', 'few.jsonl');
    const page = await openTask(server);
    const labels = async () =>
      page
        .locator('#text .entity')
        .evaluateAll((spans) => spans.map((span) => span.textContent!.replace('×', '')));
    await page.keyboard.press('1');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('2');
    expect(await labels()).toEqual(['AnnPER', 'LeeORG']);
    await page.keyboard.press('u');
    expect(await labels()).toEqual(['AnnPER']);
    await page.locator('#text .token', { hasText: 'Ann' }).click();
    await page.getByRole('button', { name: 'ORG', exact: true }).click();
    expect(await labels()).toEqual(['AnnORG']);
    await page.getByRole('button', { name: 'Remove ORG from Ann' }).click();
    expect(await labels()).toEqual([]);
    await page.keyboard.press('n');
    await page.keyboard.type('x 1 is no key here');
    await page.keyboard.press('Enter');
    await page.keyboard.press('x');
    await waitFor(page, 1);
    await page.keyboard.press(' ');
    await waitFor(page, 2);
    // Back to the first, which gets another answer.
    await page.keyboard.press('u');
    await page.getByText('answered before: ignore').waitFor();
    await page.keyboard.press('u');
    await page.getByText('answered before: reject').waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('x 1 is no key here');
    await page.keyboard.press('Enter');
    await page.locator('#text .token', { hasText: 'Nobody' }).waitFor();
    expect(await workspace.lines('few.jsonl')).toEqual([
      expect.objectContaining({ answer: 'accept', note: 'x 1 is no key here', spans: [] }),
      expect.objectContaining({ answer: 'ignore' }),
    ]);
    // What was not written is still there.
    await server.close();
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await page.getByText('the server cannot be reached; the answer was not saved').waitFor();
    expect(await labels()).toEqual(['NobodyORG']);
    await page.close();
  });

  it('follows the direction of the text', async () => {
    await workspace.write('right.txt', 'ذهبت ليلى إلى القاهرة .\n');
    const server = await workspace.start('right.txt', 'right.jsonl');
    const page = await openTask(server);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('1');
    expect(await page.locator('#text .entity b').allTextContents()).toEqual(['ليلى']);
    const places = await page
      .locator('#text .token')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().x));
    expect(places).toEqual([...places].sort((a, b) => b - a));
    await page.close();
    await server.close();
  });

  it.each(views)(
    'has no barrier and fits, $width pixels wide and $colorScheme',
    async ({ width, colorScheme }) => {
      const long = `Ann Lee saw ${'Supercalifragilistic'.repeat(4)} at Acme Corp., whose office, as she doesn't say, is far away.`;
      await workspace.write('spans.txt', `${long}\nBob left.\n`);
      await workspace.write('tokens.txt', `${long}\nBob left.\n`);
      const kinds =
        width === 390 && colorScheme === 'dark' ? (['spans', 'tokens'] as const) : (['spans'] as const);
      for (const kind of kinds) {
        const labels =
          kind === 'spans'
            ? ['PER', 'ORG', 'LOC']
            : ['NOUN', 'VERB', 'ADJ', 'ADV', 'PROPN', 'PUNCT', 'DET', 'ADP', 'PRON', 'AUX', 'PART'];
        const output = `${kind}-${width}-${colorScheme}.jsonl`;
        const server = await workspace.start(`${kind}.txt`, output, { kind, labels });
        const page = await openTask(server, { viewport: { width, height: 800 }, colorScheme });
        await page.keyboard.press('Shift+ArrowRight');
        await page.keyboard.press('1');
        for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
        await expectNoBarriers(page, `annotate-${kind}-${width}-${colorScheme}`);
        await page.close();
        await server.close();
      }
    },
  );
});
