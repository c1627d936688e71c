import {
  type CutOptions,
  type CuttableFormat,
  createRandom,
  cutCorpus,
  formatSentence,
  parseSentences,
  readPiece,
} from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';

const random = createRandom(1);
const pick = <Item>(items: readonly Item[]): Item => items[random.integer(items.length)]!;
const repeat = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join('');

const words = ['The', 'dog', "doesn't", 'U.S.', 'etc.', 'Mr.', '“see”', '猫。', '🙂', 'a/b', '3.5'];
const phrase = () =>
  `${Array.from({ length: 1 + random.integer(8) }, () => pick(words)).join(' ')}${pick(['.', '!', ' …', ''])}`;
const blanks = [' ', '\n', '\n\n', '\r\n\r\n', '\n \t\n\n', '  ', '\n\u3000\n', '\u2029'];
const text = `\n\n  ${repeat(80, () => phrase() + pick(blanks))}`;
const lineText = `\uFEFF\n${repeat(80, () => phrase() + pick(['\n', '\r\n', '\n\n', '\n \n', '\n\u3000\n']))}last`;

const corpora: readonly (readonly [CuttableFormat, string, string, Partial<CutOptions>?])[] = [
  ['text', 'text', text],
  ['text', 'lines of text', lineText, { lines: true }],
  ['words', 'words', repeat(40, () => pick(['a b/c\n', 'x\r\n', '\n', '\uFEFFd e\n']))],
  ['word-tag', 'tagged words', repeat(40, () => pick(['a/X b/Y\n', '\n', 'c\\/d/Z e/X\r\n']))],
  ['word-tag', 'words without tags', `\none and/or two/\n${repeat(40, () => pick(['a/X b/Y\n', 'no\n']))}`],
  [
    'jsonl',
    'JSON Lines',
    repeat(40, (index) => `{"id": ${index}, "words": ["a", "b"]}${pick(['\n', '\n\n'])}`),
  ],
  [
    'columns',
    'columns',
    `-DOCSTART- -X-\n\n\n# id = 0\n${repeat(40, (index) => `${pick(['', '-DOCSTART- -X-\n\n', `# id = ${index}\n`])}# X\nb\tY\n${pick(['\n', '\r\n', '\n\n'])}`).replaceAll('# X', '#\tX')}`,
  ],
  [
    'conllu',
    'CoNLL-U',
    repeat(40, (index) => {
      const rest = '\t_\t_\t_\t_\t_\t_\t_\t_\n';
      return `${pick(['', '# newdoc\n', '# apart\n\n'])}# sent_id = s${index}\n1-2\tdu${rest}1\tde${rest}2\tle${rest}${pick(['\n', '\n\n'])}`;
    }),
  ],
];

/** What is written of the sentences, in a format that shows all that a reader tells. */
function write(sentence: Parameters<typeof formatSentence>[0]): string {
  const source = sentence.source?.format === 'text' ? JSON.stringify(sentence.source) : '';
  const format = sentence.source?.format;
  const own = format && format !== 'text' && format !== 'gap' ? formatSentence(sentence, format) : '';
  return `${sentence.words.join('|')} ${sentence.tags?.join('|')}\n${source}${own}\n`;
}

async function readAll(corpus: string, options: CutOptions): Promise<string> {
  let whole = '';
  // Gaps are given in pieces of any size.
  let gap = '';
  for await (const sentence of parseSentences(corpus, { ...options, gaps: true, spaces: true })) {
    if (sentence.source?.format === 'gap') gap += sentence.source.text;
    else {
      whole += gap + write(sentence);
      gap = '';
    }
  }
  return whole + gap;
}

async function readPieces(corpus: string, options: CutOptions): Promise<{ whole: string; count: number }> {
  let whole = '';
  let count = 0;
  let end = 0;
  for await (const piece of cutCorpus(inPieces(corpus), options)) {
    expect(piece.offset).toBe(end);
    end += piece.text.length;
    count += 1;
    for await (const sentence of readPiece(piece, { ...options, spaces: true }))
      whole += sentence.source?.format === 'gap' ? sentence.source.text : write(sentence);
  }
  expect(end).toBe(corpus.length);
  return { whole, count };
}

function* inPieces(corpus: string): Generator<string> {
  for (let at = 0; at < corpus.length; at += 37) yield corpus.slice(at, at + 37);
}

describe('cutCorpus', () => {
  for (const [format, name, corpus, more] of corpora)
    for (const size of [20, 100, 1000, 1e6])
      it(`cuts ${name} in pieces of ${size}, which are read as the whole is`, async () => {
        const options: CutOptions = { format, size, cutsParagraphs: true, locale: 'en', ...more };
        const { whole, count } = await readPieces(corpus, options);
        expect(whole).toBe(await readAll(corpus, options));
        if (size < 1000) expect(count).toBeGreaterThan(1);
      });

  it('cuts a paragraph between its sentences', async () => {
    const corpus = repeat(500, () => `${phrase()} `);
    const options: CutOptions = { format: 'text', size: 50, cutsParagraphs: true, locale: 'en' };
    const { whole, count } = await readPieces(corpus, options);
    expect(whole).toBe(await readAll(corpus, options));
    expect(count).toBeGreaterThan(5);
  });

  it('cuts text at the same places however it arrives', async () => {
    const list = async (chunks: Iterable<string> | string, size: number) => {
      const pieces: string[] = [];
      const options: CutOptions = { format: 'text', size, cutsParagraphs: true, locale: 'en' };
      for await (const piece of cutCorpus(chunks, options)) pieces.push(piece.text);
      return pieces;
    };
    for (const size of [20, 100, 300])
      expect(await list(inPieces(text), size)).toEqual(await list(text, size));
  });

  it.each([
    ['text', repeat(500, () => 'a b. '), {}, /^c: more than 320 characters without a blank line/],
    ['columns', 'a X\rb Y\r\rc X\r'.repeat(3), {}, /^c:2: lines end with a carriage return alone/],
    ['columns', 'word,tag\na,X\n', {}, /^c:1: a corpus that names its own columns/],
    [
      'conllu',
      '# global.columns = ID FORM TAG\n1\ta\tX\n\n',
      {},
      /^c:1: a corpus that names its own columns/,
    ],
    ['columns', '\n\na b c\nd\n\n', {}, /^c:4: expected 3 columns/],
  ] as const)('refuses %s that cannot be cut: %j', async (format, corpus, more, message) => {
    const cut = async () => {
      for await (const _ of cutCorpus(corpus, { format, size: 20, file: 'c', ...more }));
    };
    await expect(cut()).rejects.toThrow(message);
  });

  it('gives the line of the corpus where a piece is invalid', async () => {
    const corpus = 'a X\n\nb Y\n\nc\n\n';
    const read = async () => {
      for await (const piece of cutCorpus(corpus, { format: 'columns', size: 1, file: 'c' }))
        for await (const _ of readPiece(piece, { format: 'columns', file: 'c' }));
    };
    await expect(read()).rejects.toThrow(/^c:5: expected 2 columns as in line 1, found 1/);
  });
});
