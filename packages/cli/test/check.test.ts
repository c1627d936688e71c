import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;

const rows = (...sentences: readonly string[]) =>
  sentences.map((sentence) => `${sentence.replaceAll(' ', '\n').replaceAll('/', '\t')}\n\n`).join('');

const good = rows(
  'Ann/B-PER left/O Rome/B-LOC ./O',
  'New/B-LOC York/I-LOC slept/O ./O',
  'Ann/B-PER won/O ./O',
);
const bad = rows(
  'Ann/B-PER left/O Rome/B-LOC ./O',
  'Rome/B-ORG lost/O to/O New/B-LOC York/I-LOC ./O',
  'New/O York/O slept/O ./O',
  'They/O met/O Lee/I-PER ./O',
  'Ann/B-PER left/O Rome/B-ORG ./O',
);

beforeAll(async () => {
  await folder.write('good.conll', good);
  await folder.write('bad.conll', bad);
  await folder.write('dev.conll', rows('Ann/B-PER left/O Rome/B-LOC ./O', 'It/O rained/B-X ./O'));
  await folder.write('long.conll', rows(...Array<string>(600).fill('a/X b/Y'), 'c/Yy d/X'));
  await folder.write('untagged.conll', 'a\nb\n');
});

describe('check', () => {
  it('prints labels with their counts, and nothing to look at', async () => {
    const { status, stdout, stderr } = await tagger('check @good.conll');
    expect(stderr).toBe('');
    expect(stdout).toMatchInlineSnapshot(`
      "good.conll: 3 sentences, 11 tokens
      label  spans  tokens
      LOC        2       3
      PER        2       2

      nothing to look at
      "
    `);
    expect(status).toBe(0);
  });

  it('prints what may be wrong, in 80 columns', async () => {
    const { status, stdout, stderr } = await tagger('check @bad.conll --dev @dev.conll');
    expect(stderr).toBe('');
    expect(stdout).toMatchInlineSnapshot(`
      "bad.conll: 5 sentences, 22 tokens
      label  spans  tokens
      LOC        2       3
      PER        3       3
      ORG        2       2

      dev.conll: 2 sentences, 7 tokens
      label  spans  tokens
      LOC        1       1
      PER        1       1
      X          1       1

      to look at (4)
        - bad.conll:18: 1 tag that the scheme does not allow
          there: I-PER behind O (1) (each is read as the start of a span)
        - bad.conll:23: 1 sentence with other tags than in
          bad.conll:1 (one of them is wrong, or the tags depend
          on more than the sentence)
        - dev.conll:6: tags that the training corpus lacks
          count as wrong: B-X (1 token)
        - dev.conll:1: 1 sentence of 2 (50.0 %) is in the
          training corpus, too, 0 of them with 5 words or more; the first is in
          bad.conll:1 (their scores say nothing about new text)

      the same words, labelled differently (2)
        Rome                            LOC 2, ORG 2; ORG in
                                        bad.conll:6
        New York                        LOC 1, no span 1; no span in
                                        bad.conll:13
      "
    `);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(status).toBe(2);
  });

  it('finds stray tags of a larger corpus', async () => {
    const { stdout } = await tagger('check @long.conll --json');
    const { files, findings } = JSON.parse(stdout);
    expect(files).toEqual([
      {
        name: 'long.conll',
        sentences: 601,
        tokens: 1202,
        labels: [
          { label: 'X', tokens: 601 },
          { label: 'Y', tokens: 600 },
          { label: 'Yy', tokens: 1 },
        ],
      },
    ]);
    expect(findings).toMatchObject([{ kind: 'rare-tags', line: 1801, hint: expect.any(String) }]);
  });

  it('gives as JSON where each reading is', async () => {
    const { stdout } = await tagger('check @bad.conll --json');
    expect(JSON.parse(stdout).readings).toMatchObject([
      {
        words: 'Rome',
        readings: [
          { label: 'ORG', count: 2, line: 6 },
          { label: 'LOC', count: 1, line: 1 },
        ],
      },
      {
        words: 'New York',
        readings: [
          { label: 'LOC', count: 1, line: 6 },
          { label: null, count: 1, line: 13 },
        ],
      },
    ]);
  });

  it.each([
    [
      'check @untagged.conll',
      'untagged.conll: no tags in the chosen column (choose it with --column, or its format with --format)',
    ],
    ['check @missing.conll', 'missing.conll: no such file'],
    ['check - -', 'standard input can be read only once'],
  ])('refuses `%s`', async (command, message) => {
    expect(await folder.failure(command)).toContain(message);
  });
});
