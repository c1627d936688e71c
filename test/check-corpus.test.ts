import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'check-corpus-'));
afterAll(() => rmSync(folder, { recursive: true }));

const check = (...parameters: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check-corpus.js', ...parameters], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, problems: stderr.replaceAll(join(folder, '/'), '').split('\n').filter(Boolean) };
};

const save = (name: string, content: string | Uint8Array) => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

const row = (id: string, form: string, tag: string, misc = '_') =>
  `${id}\t${form}\t_\t${tag}\t_\t_\t_\t_\t_\t${misc}\n`;

const good = [
  '# sent_id = train-test-001\n',
  "# text = It can't fly.\n",
  row('1', 'It', 'PRON'),
  row('2-3', "can't", '_'),
  row('2', 'ca', 'AUX'),
  row('3', "n't", 'PART'),
  row('4', 'fly', 'VERB', 'SpaceAfter=No'),
  row('5', '.', 'PUNCT'),
  '\n',
  '# sent_id = train-test-002\n',
  '# text = Two cafés\n',
  row('1', 'Two', 'NUM'),
  row('2', 'cafés', 'NOUN'),
  '\n',
].join('');

describe('check-corpus', () => {
  it('passes a good file with one line', () => {
    expect(check(save('good.conllu', good))).toEqual({
      status: 0,
      stdout: 'corpus: 2 sentences, 7 words, no problems\n',
      problems: [],
    });
  });

  it.each<[string, string | RegExp, string, string]>([
    ['a missing column', '5\t.\t_', '5\t.', '8: 9 columns instead of 10'],
    ['an empty field', 'fly\t_', 'fly\t', '7: a field that is empty'],
    ['a gap in the ids', '5\t.', '6\t.', '8: id 6 instead of 5'],
    ['a range that starts elsewhere', '2-3', '3-4', '4: range 3-4 does not fit here'],
    ['a range with a tag', "can't\t_\t_", "can't\t_\tAUX", '4: range 2-3 has a tag'],
    ['a range past the end', '2-3', '2-9', '4: range 2-9 ends after the last word'],
    [
      'SpaceAfter inside a range',
      row('2', 'ca', 'AUX'),
      row('2', 'ca', 'AUX', 'SpaceAfter=No'),
      '5: SpaceAfter=No',
    ],
    ['an unknown tag', 'VERB', 'VB', '7: "fly" has the tag VB, which is no UPOS tag'],
    ['an unknown MISC', 'SpaceAfter=No', 'SpaceAfter=no', '7: MISC is "SpaceAfter=no"'],
    ['a text that differs', 'fly.', 'fly .', "1: the text is not what the forms spell: It can't fly."],
    ['no text', "# text = It can't fly.\n", '', '1: no text'],
    ['no sent_id', '# sent_id = train-test-001\n', '', '1: no sent_id'],
    ['no words', row('1', 'Two', 'NUM') + row('2', 'cafés', 'NOUN'), '', '10: a sentence without words'],
    ['a comment among the words', '5\t.', '# late\n5\t.', '8: a comment after the first word'],
    ['two blank lines', '\n\n', '\n\n\n', '10: a blank line that ends no sentence'],
    ['no blank line at the end', /\n\n$/, '\n', '14: no blank line at the end'],
    ['a carriage return', '_\n2-3', '_\r\n2-3', '3: a carriage return'],
    ['a byte order mark', '#', '\uFEFF#', '1: a carriage return or a byte order mark'],
    ['letters that are not composed', /é/g, 'e\u0301', '11: not in Unicode normal form NFC'],
    [
      'an id used twice',
      'test-002',
      'test-001',
      '10: the same sent_id "train-test-001" as in broken.conllu:1',
    ],
    ['a closed-class word', 'PART', 'ADV', '6: "n\'t" has the tag ADV; it can be PART'],
    ['a number', 'NUM', 'ADJ', '12: "Two" has the tag ADJ; it can be NUM'],
    ['punctuation', 'PUNCT', 'X', '8: "." has the tag X; it can be PUNCT, SYM, PART'],
    ['a word as punctuation', 'VERB', 'PUNCT', '7: "fly" has the tag PUNCT; it can be ADJ'],
  ])('finds %s', (_name, from, to, problem) => {
    const broken = good.replace(from, to);
    const { status, problems } = check(save('broken.conllu', broken));
    expect(problems).toContainEqual(expect.stringContaining(`broken.conllu:${problem}`));
    expect(status).toBe(1);
  });

  it('finds a file that is not UTF-8, and one that is not there', () => {
    const latin1 = save('latin1.conllu', Buffer.from(good, 'latin1'));
    expect(check(latin1, join(folder, 'absent.conllu'))).toMatchObject({
      status: 1,
      problems: ['latin1.conllu:1: not UTF-8', 'absent.conllu:1: cannot be read (ENOENT)'],
    });
  });

  it('finds a sentence that stands in two files', () => {
    const train = save('train.conllu', good);
    const dev = save('dev.conllu', good.replaceAll('train', 'dev'));
    expect(check(train, dev).problems).toEqual([
      'dev.conllu:1: the same text "it can\'t fly." as in train.conllu:1',
      'dev.conllu:10: the same text "two cafés" as in train.conllu:10',
    ]);
  });

  it('finds a corpus that is too small', () => {
    expect(check('--min', '3', save('small.conllu', good)).problems).toEqual([
      'small.conllu:1: 2 sentences; at least 3 are needed',
    ]);
  });

  it('finds no problem in the embedded corpus, whose README has its counts', () => {
    const { status, stdout, problems } = check('--counts');
    expect({ status, problems }).toEqual({ status: 0, problems: [] });
    expect(readFileSync(join(root, 'packages/cli/corpus/README.md'), 'utf8')).toContain(stdout);
  });
});
