import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import type { FormatName } from '../../src/formats/corpus-format';
import { formatSentence, parseSentences } from '../../src/formats/corpus-formats';
import { read, rewrite } from './rewrite';

const row = (id: string, form: string, upos: string) => `${id}\t${form}\t_\t${upos}\t_\t_\t_\t_\t_\t_`;
const hi = row('1', 'Hi', 'INTJ');
const files: [FormatName, string, string][] = [
  ['conllu', 'the usual', `# sent_id = 1\n${hi}\n\n${hi}\n\n`],
  ['conllu', 'comments alone, at both ends', `# newpar id = p\n\n# a\n${hi}\n\n# b\n# c\n\n\n# d`],
  ['conllu', 'several blank lines, some with blanks', `\n\n${hi}\n\n \n\t\n${hi}\n \t\n`],
  ['conllu', 'Windows line ends', `# a\r\n${hi}\r\n\r\n${hi}\r\n\r\n`],
  ['conllu', 'mixed line ends', `# a\r\n${hi}\n\r\n${hi}\r\n\n`],
  ['conllu', 'line ends of old Macs', `# a\r${hi}\r\r${hi}\r\r`],
  ['conllu', 'no blank line at the end', `${hi}\n\n${hi}\n`],
  ['conllu', 'no line end at the end', `${hi}\n\n${hi}`],
  ['conllu', 'a byte order mark', `\uFEFF${hi}\n\n`],
  ['conllu', 'byte order marks of joined files', `\uFEFF${hi}\n\n\uFEFF# a\n${hi}\n\n\uFEFF`],
  [
    'conllu',
    'ranges and empty nodes',
    `${row('1-2', 'ab', '_')}\n${row('1', 'a', 'X')}\n${row('1.1', 'e', 'X')}\n${row('2', 'b', '_')}\n\n`,
  ],
  ['conllu', 'other columns', '# global.columns = ID FORM UPOS MY:TAG\n1\tHi\tINTJ\tx\n\n'],
  ['conllu', 'nothing', ''],
  ['conllu', 'blank lines alone', '\n\n'],
  [
    'conllup',
    'eleven columns',
    `# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC A:B\n${hi}\t*\n\n`,
  ],
  ['conllup', 'no ids', '# global.columns = UPOS FORM\nINTJ\tHi\n.\t!\n\n'],
  ['conllup', 'columns in a block of their own', '# global.columns = ID FORM UPOS\n\n1\tHi\tINTJ\n\n'],
  [
    'columns',
    'documents',
    '-DOCSTART- -X- O O\n\nKim NNP B O\nwon VBD O O\n\n-DOCSTART- -X- O O\n\n\nHi UH O O\n\n',
  ],
  ['columns', 'a document mark without a blank line', '-DOCSTART- O\nKim O\n\n'],
  ['columns', 'blanks of any number', ' Kim   NNP  O  \nwon VBD   X\n\n'],
  ['columns', 'tabs, and blanks in words and behind tags', 'New York\tO \nwon\t X\n\n'],
  ['columns', 'a no-break space behind a tag', 'Kim O\u00a0\n\n'],
  ['columns', 'comments', '# id = 1\nKim\tO\n\n# id = 2\n\n# id = 3'],
  ['columns', 'Windows line ends, none at the end', 'Kim O\r\nwon X\r\n\r\nHi O'],
  ['columns', 'line ends of old Macs', 'Kim O\rwon X\r\rHi O\r'],
  ['word-tag', 'blanks', ' a/X  b/Y \t\n\n \n c/Z'],
  ['word-tag', 'a backslash of its own in a tag', 'a/\\X b/\\\\\\Y\n'],
  ['word-tag', 'escapes, needed or not', '1\\/2/X a\\b/Y c\\ d/\\/ e\\\\/Z\r\n'],
  [
    'jsonl',
    'spaces, key order and repeated keys',
    ' { "2" : 1 , "1":2, "tags":["Q"], "words" : ["a"] ,"tags": [ "X" ] } \n\n{"words":[],"__proto__":{"a":1}}\r\n',
  ],
  ['jsonl', 'numbers', '{"id": 9007199254740993, "w": [1e400, 0.10, -0], "words": ["a"], "tags": ["X"]}'],
  ['jsonl', 'escapes', '{"tags":["\\u0058"],"words":["\\"]}"],"a\\"}":"\\\\"}\n'],
  ['jsonl', 'a missing label', '{"words":["a","b"],"tags":[null, "X"]}\n'],
];

describe('what is read with its gaps is written byte for byte', () => {
  it.each(files)('%s: %s', async (format, _, text) => {
    expect(await rewrite(text, format)).toBe(text);
    for (let cut = 1; cut < text.length; cut += 1) {
      const chunks = [text.slice(0, cut), text.slice(cut)];
      const sentences = await collect(parseSentences(chunks, { format, gaps: true }));
      expect(sentences.map((sentence) => formatSentence(sentence, format)).join('')).toBe(text);
    }
  });

  it.each([
    ['conllu', `${hi}\r\n\r\n# a`, undefined, `${hi.replace('INTJ', 'NEW')}\r\n\r\n# a`],
    ['conllu', `${hi}\r\n`, 'misc', `${hi.slice(0, -1)}NEW\r\n`],
    [
      'conllup',
      '# global.columns = MY:TAG FORM\n_\tHi\n',
      'my:tag',
      '# global.columns = MY:TAG FORM\nNEW\tHi\n',
    ],
    ['columns', '-DOCSTART- O\n\n a  O \n\n', undefined, '-DOCSTART- O\n\n a  NEW \n\n'],
    ['columns', 'a\tO \r\n', undefined, 'a\tNEW \r\n'],
    ['columns', 'a  X  O\n', 2, 'a  NEW  O\n'],
    ['columns', 'a  X  O \n', 4, 'a  X  O NEW \n'],
    ['columns', 'a \n', undefined, 'a\tNEW \n'],
    ['word-tag', ' a/X  b/Y\r\n', undefined, ' a/NEW  b/NEW\r\n'],
    ['word-tag', 'a  b/ \\/\\', undefined, 'a/NEW  b//NEW \\/\\\\/NEW'],
    ['jsonl', '{"id":1e400,"words":["a"]}', undefined, '{"id":1e400,"words":["a"],"tags":["NEW"]}'],
    ['jsonl', '{ "words": ["a", "b"] }\n', undefined, '{ "words": ["a", "b"], "tags": ["NEW", "NEW"] }\n'],
    [
      'jsonl',
      '{"tags":["X"],"words":["a"],"tags":["Y"],"z":0}',
      undefined,
      '{"tags":["X"],"words":["a"],"tags":["NEW"],"z":0}',
    ],
    ['jsonl', '{"x":"\\\\","words":["a"]}', undefined, '{"x":"\\\\","words":["a"],"tags":["NEW"]}'],
    ['jsonl', '{"words":["a"]}', '__proto__', '{"words":["a"],"__proto__":["NEW"]}'],
    [
      'jsonl',
      '{"a":{"tags":["X"]},"words":["a"]}',
      undefined,
      '{"a":{"tags":["X"]},"words":["a"],"tags":["NEW"]}',
    ],
  ] as [FormatName, string, string | undefined, string][])(
    'except for the tags: %s %j',
    async (format, text, column, expected) => {
      expect(await rewrite(text, format, ({ words }) => words.map(() => 'NEW'), column)).toBe(expected);
    },
  );

  it('a tag with a blank does not go between blanks', async () => {
    const [sentence] = await read('a X O\n', 'columns');
    expect(() => formatSentence({ ...sentence!, tags: ['B C'] }, 'columns')).toThrow(
      'columns between blanks cannot hold "B C" (put tabs',
    );
  });
});

describe('gaps', () => {
  it('are not there if they are not asked for, and each sentence ends', async () => {
    for (const [format, , text] of files.filter(([, , text]) => !text.includes('"words":[]'))) {
      const sentences = await collect(parseSentences(text, { format }));
      expect(sentences.every(({ words }) => words.length > 0)).toBe(true);
      const last = sentences.at(-1);
      if (last) expect(formatSentence(last, format)).toMatch(/[\r\n]$/);
    }
  });

  it('are not there, but the last line ends as the others do', async () => {
    const macs = await collect(parseSentences('a/X\rb/Y\rc/Z', { format: 'word-tag' }));
    expect(macs.map((sentence) => formatSentence(sentence, 'word-tag')).join('')).toBe('a/X\rb/Y\rc/Z\r');
    const [, json] = await collect(parseSentences('{"words":["a"]}\r\n{"words":["b"]}', { format: 'jsonl' }));
    expect(formatSentence(json!, 'jsonl')).toBe('{"words":["b"]}\r\n');
    // A last sentence of one line has no line end of its own.
    const columns = await collect(parseSentences('a X\r\rb Y', { format: 'columns' }));
    expect(columns.map((sentence) => formatSentence(sentence, 'columns')).join('')).toBe('a X\r\rb Y\r\r');
  });

  it('are not there, nor are byte order marks, but words keep theirs', async () => {
    for (const format of ['words', 'word-tag'] as const) {
      const [first, second] = await collect(parseSentences('\uFEFF\uFEFFa b\n \uFEFFc d\n', { format }));
      expect([first!.words, second!.words]).toEqual([
        ['a', 'b'],
        ['\uFEFFc', 'd'],
      ]);
      expect(formatSentence({ words: second!.words }, format)).toBe(' \uFEFFc d\n');
    }
    const [columns] = await collect(parseSentences('\uFEFF\uFEFFa X\n', { format: 'columns' }));
    expect(columns!.words).toEqual(['a']);
  });

  it('are not there, but the names of columns are', async () => {
    const names = '# global.columns = ID FORM UPOS\r\n';
    const rows = '1\tHi\tINTJ\r\n\r\n';
    for (const format of ['conllu', 'conllup'] as const) {
      const text = `# a\r\n${names}\r\n${rows}# b\r\n\r\n${rows}`;
      const sentences = await collect(parseSentences(text, { format }));
      expect(sentences.map((sentence) => formatSentence(sentence, format)).join('')).toBe(
        names + rows + rows,
      );
    }
  });

  it('are not written in other formats', async () => {
    for (const format of ['columns', 'word-tag', 'jsonl'] as const) {
      const sentences = await read(`# a\n\n\n${hi}\n\n# b`, 'conllu');
      const written = sentences.map((sentence) => formatSentence(sentence, format)).join('');
      expect((await read(written, format)).map(({ words }) => words)).toEqual([['Hi']]);
    }
  });

  it('that are long do not wait for the next sentence', async () => {
    let taken = 0;
    function* endless() {
      for (;;) {
        taken += 1;
        yield '\n'.repeat(100);
      }
    }
    for await (const sentence of parseSentences(endless(), { format: 'conllu', gaps: true })) {
      expect(sentence.source).toMatchObject({ format: 'gap', of: 'conllu' });
      break;
    }
    expect(taken).toBe(1);
  });

  it('of words are sentences without words', async () => {
    const sentences = await read('a b\n\n1/2\n', 'words');
    expect(sentences.map(({ words }) => words)).toEqual([['a', 'b'], [], ['1/2']]);
    const write = (format: FormatName) =>
      sentences.map((sentence) =>
        formatSentence({ ...sentence, tags: sentence.words.map(() => 'X') }, format),
      );
    expect(write('word-tag')).toEqual(['a/X b/X\n', '\n', '1/2/X\n']);
    expect(write('columns')[1]).toBe('\n');
    expect(write('conllu')[1]).toBe('\n');
    expect(write('jsonl')[1]).toBe('{"words":[],"tags":[]}\n');
  });
});

describe('a byte order mark', () => {
  it('before a sentence is no part of it', async () => {
    const [first, second] = await collect(parseSentences('\uFEFFa X\n\n\uFEFFb Y\n', { format: 'columns' }));
    expect([first!.words, second!.words]).toEqual([['a'], ['b']]);
  });

  it('inside of one is refused by its name', async () => {
    await expect(read('a X\n\uFEFFb Y\n', 'columns')).rejects.toThrow(
      'f:2: U+FEFF, a byte order mark, inside a sentence (were two files joined without a blank line',
    );
  });
});

describe('CoNLL-U Plus', () => {
  it('has columns by name', async () => {
    const text = '# global.columns = MY:POS form ID\nX\tHi\t1\n\n';
    const [sentence] = await collect(parseSentences(text, { format: 'conllup', column: 'my:pos' }));
    expect(sentence).toMatchObject({ words: ['Hi'], tags: ['X'] });
    const [untagged] = await collect(parseSentences(text, { format: 'conllup' }));
    expect(untagged!.tags).toBeUndefined();
    expect(() => formatSentence({ ...untagged!, tags: ['A'] }, 'conllup')).toThrow(
      'no column "upos" of CoNLL-U holds tags (choose one of MY:POS)',
    );
  });

  it('is cut down to CoNLL-U', async () => {
    const text = '# global.columns = FORM MY:POS UPOS\n# text = Hi !\nHi\tX\tINTJ\n!\tY\tPUNCT\n\n';
    const [sentence] = await read(text, 'conllup');
    expect(formatSentence(sentence!, 'conllu')).toBe(`# text = Hi !\n${hi}\n${row('2', '!', 'PUNCT')}\n\n`);
  });

  it.each([
    [
      'conllup',
      `${hi}\n\n`,
      'f:1: CoNLL-U Plus without a first line "# global.columns = ID FORM …" (use --format conllu',
    ],
    ['conllup', '# global.columns = ID UPOS\n', 'f:1: global.columns has no FORM'],
    ['conllup', '# global.columns = FORM A a\n', 'f:1: global.columns names a twice'],
    ['conllu', '# global.columns = ID FORM\n1\ta\tb\n', 'f:2: expected 2 columns, found 3'],
  ] as [FormatName, string, string][])('%s: refuses %j', async (format, text, message) => {
    await expect(read(text, format)).rejects.toThrow(message);
  });
});
