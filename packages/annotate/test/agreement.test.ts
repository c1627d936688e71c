import { beforeAll, describe, expect, it } from 'vitest';
import { compareAnswers, mergeAnswers, readAnswers } from '../src';
import { formatAnswer } from '../src/answers/answer';
import { createItem } from '../src/texts/item';
import { createClient, createWorkspace } from './workspace';

const workspace = createWorkspace();

/** A line of a file: words, spans as [start, end, label], and what was answered. */
function line(
  text: string,
  spans: [number, number, string][],
  verdict: 'accept' | 'reject' | 'ignore' = 'accept',
  note?: string,
) {
  const item = createItem({ words: text.split(' ') }, 'spans');
  return formatAnswer('spans', item, {
    spans: spans.map(([start, end, label]) => ({ start, end, label })),
    verdict,
    note,
  });
}

beforeAll(async () => {
  await workspace.write(
    'ann.jsonl',
    line('Ann Lee left .', [[0, 2, 'PER']]) +
      line('Acme fell .', [[0, 1, 'ORG']], 'accept', 'a firm') +
      line('Bob of Acme', [
        [0, 1, 'PER'],
        [2, 3, 'ORG'],
      ]) +
      line('Nobody', []) +
      line('x y', [], 'reject') +
      line('later', [], 'ignore'),
  );
  await workspace.write(
    'bob.jsonl',
    line('Acme fell .', [[0, 1, 'ORG']]) +
      line('Ann Lee left .', [[0, 1, 'PER']]) +
      line('Bob of Acme', [[0, 1, 'PER']]) +
      line('x y', []) +
      line('later', [[0, 1, 'ORG']]),
  );
});

describe('compareAnswers', () => {
  it('gives the agreement on texts, labels and words', async () => {
    const { perLabel, ...comparison } = await compareAnswers(
      workspace.path('ann.jsonl'),
      workspace.path('bob.jsonl'),
    );
    // Labels of words: PER PER O O, ORG O O, PER O ORG against PER O O O, ORG O O, PER O O: 8 of 10 agree.
    const expected = (3 * 2 + 2 * 1 + 5 * 7) / 100;
    expect(comparison).toEqual({
      kind: 'spans',
      texts: { both: 4, firstOnly: 1, secondOnly: 1 },
      verdicts: { accepted: 3, rejected: 0, different: 1 },
      sameTexts: 1 / 3,
      f1: (2 * 2) / (4 + 3),
      words: 10,
      wordAgreement: 0.8,
      kappa: expect.closeTo((0.8 - expected) / (1 - expected), 12),
    });
    expect(perLabel).toEqual([
      { label: 'ORG', first: 2, second: 1, same: 1, f1: 2 / 3 },
      { label: 'PER', first: 2, second: 2, same: 1, f1: 0.5 },
    ]);
  });

  it('has no number where there is nothing to compare', async () => {
    await workspace.write('none.jsonl', line('Nobody', []));
    await workspace.write('other.jsonl', line('Else', []));
    const none = workspace.path('none.jsonl');
    expect(await compareAnswers(none, workspace.path('other.jsonl'))).toMatchObject({
      f1: null,
      kappa: null,
      sameTexts: null,
    });
    // One label alone: no agreement by chance could be told from another.
    expect(await compareAnswers(none, none)).toMatchObject({ f1: null, kappa: null, wordAgreement: 1 });
    await workspace.write('empty.jsonl', '');
    await expect(
      compareAnswers(workspace.path('empty.jsonl'), workspace.path('empty.jsonl')),
    ).rejects.toThrow('have no answers');
  });
});

describe('mergeAnswers', () => {
  it('writes what is the same, and leaves what differs to the page', async () => {
    const output = workspace.path('merged.jsonl');
    const files = [workspace.path('ann.jsonl'), workspace.path('bob.jsonl')];
    const { items, labels, kind, counts, open } = await mergeAnswers(files, output);
    expect(counts).toEqual({ same: 1, single: 2, different: 3 });
    expect(labels).toEqual(['ORG', 'PER']);
    const written = (await readAnswers(output)).answers;
    expect([...written.values()].map(({ text, note, spans }) => [text, note, spans.length])).toEqual([
      ['Acme fell .', 'a firm', 1],
      ['Nobody', undefined, 0],
      ['later', undefined, 1],
    ]);
    expect(open.map(({ text, versions }) => [text, versions?.map(({ name }) => name)])).toEqual([
      ['Ann Lee left .', ['ann.jsonl', 'bob.jsonl']],
      ['Bob of Acme', ['ann.jsonl', 'bob.jsonl']],
      ['x y', ['ann.jsonl (rejected)', 'bob.jsonl']],
    ]);
    const page = await workspace.startItems(items, 'merged.jsonl', { labels, kind });
    const { task, answer } = createClient(page.url);
    const first = (await task()).body.task;
    expect(first).toMatchObject({
      spans: [{ start: 0, end: 2 }],
      versions: [{ name: 'ann.jsonl' }, { spans: [{ start: 0, end: 1 }] }],
    });
    await answer({ id: first.id, answer: 'accept', spans: first.versions![1]!.spans });
    await page.close();
    // The same again continues.
    const again = await mergeAnswers(files, output);
    expect(again.open.map(({ text }) => text)).toEqual(['Bob of Acme', 'x y']);
    expect((await readAnswers(output)).answers.size).toBe(4);
  });
});
