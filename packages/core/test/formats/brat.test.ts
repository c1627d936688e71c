import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BratFormatter } from '../../src/formats/brat/brat-formatter';
import { parseBrat } from '../../src/formats/brat/parse-brat';
import { collect } from '../../src/formats/collect';
import { formatSentence, parseSentences } from '../../src/formats/corpus-formats';
import { SpanLook } from '../../src/look/span-look';
import { writeCorpus } from '../../src/node/corpus-writer';
import { findCorpusFormat, readCorpus } from '../../src/node/read-corpus';
import type { Sentence } from '../../src/sentence';

const text = '👋 Ann Lee met IBM.\n\nShe left North and South America.\n';
const annotations = [
  'T1\tPER 2 9\tAnn Lee',
  'T2\tORG 14 17\tIBM',
  'T3\tLOC 29 34;45 52\tNorth America',
  'T4\tLOC 39 52\tSouth America',
  'R1\tMet Arg1:T1 Arg2:T2',
  'E1\tLeave:T4',
  'A1\tNegation E1',
  '#1\tAnnotatorNotes T1\tsure',
  '*\tAlias T1 T2',
  '',
].join('\n');

const show = ({ words, tags = [] }: Sentence) => words.map((word, at) => `${word}/${tags[at]}`).join(' ');
const read = (ann: string, own = text, strict = false) => [
  ...parseBrat({ text: own, annotations: ann, textFile: 'a.txt', annotationsFile: 'a.ann' }, { strict }),
];

describe('brat', () => {
  it('has spans in characters, and says what tags cannot hold', () => {
    const sentences = read(annotations);
    expect(sentences.map(show)).toEqual([
      '👋/O Ann/B-PER Lee/I-PER met/O IBM/B-ORG ./O',
      'She/O left/O North/O and/O South/B-LOC America/I-LOC ./O',
    ]);
    expect(sentences.map(({ line }) => line)).toEqual([1, 3]);
    const look = new SpanLook();
    for (const sentence of sentences) look.add(sentence);
    expect(look.findings('folder')).toMatchObject([
      { problem: 'spans of several parts: 1, "North America"', location: { file: 'a.ann', line: 3 } },
      {
        problem:
          'spans are not the only annotations: 5, such as "R1 Met Arg1:T1 Arg2:T2", "E1 Leave:T4", "A1 Negation E1"',
      },
    ]);
  });

  it('keeps the white space around sentences, for CoNLL-U', () => {
    const [first, second] = read(annotations);
    expect(formatSentence(first!, 'conllu', { column: 'xpos' })).toContain('# newdoc\n# newpar\n');
    expect(formatSentence(first!, 'conllu', { column: 'xpos' })).toContain('SpacesAfter=\\n\\n');
    expect(formatSentence(second!, 'conllu', { column: 'xpos' })).toContain('# newpar\n# text = She left');
  });

  it('may have a span over two lines', () => {
    expect(read('T1\tPER 0 3;4 7\tAnn Lee', 'Ann\nLee left').map(show)).toEqual([
      'Ann/B-PER Lee/I-PER left/O',
    ]);
  });

  it.each([
    ['T1\tPER 0 99\tAnn', 'a.ann:1: T1 from 0 99 is not in its text'],
    ['\nT1\tPER 3 2\tAnn', 'a.ann:2: T1 from 3 2 is not in its text'],
    ['T1\tPER 2 5\tBen', 'a.ann:1: the text at 2 5 is "Ann", and T1 says "Ben"'],
    ['T1\tPER\tBen', 'a.ann:1: T1 is not a label and places such as "PER 0 4"'],
    ['T1 PER 2 5 Ann', 'a.ann:1: the line is no annotation of brat'],
    ['#1\tTokens -\t0 5\n#2\tTokens -\t4 7', 'a.ann:2: the tokens of the note are not in the text'],
    ['#1\tTokens -\t0 1 5 2', 'a.ann:1: the tokens of the note are not in the text'],
  ])('refuses %j', (ann, message) => {
    expect(() => read(ann)).toThrow(message);
  });

  it('refuses with strict what is not kept, but for what is no span', () => {
    expect(() => read(annotations, text, true)).toThrow(
      'a.ann:3: the span "North America" has several parts',
    );
    expect(() => read('T1\tPER 2 4\tAn', text, true)).toThrow(
      'a.ann:1: the span "An" does not start and end',
    );
    expect(read('R1\tMet Arg1:T1 Arg2:T2', text, true)).toHaveLength(2);
  });

  it('is two files, not a stream', () => {
    expect(() => parseSentences('', { format: 'brat' })).toThrow('two files (give the name of the .ann file');
  });

  it('is written with its tokens, and read back with them', () => {
    const formatter = new BratFormatter();
    const sentences = [
      { words: ['👋', 'U.S', '.-', 'based', 'Ann'], tags: ['O', 'B-LOC', 'I-LOC', 'O', 'B-PER'] },
      { words: ['a\tb', 'c'], tags: ['B-X', 'B-X'] },
    ];
    const written = sentences.map((sentence) => formatter.format(sentence));
    expect(written[0]).toEqual({
      text: '👋 U.S .- based Ann\n',
      annotations: '#1\tTokens -\t0 1 2 5 6 8 9 14 15 18\nT1\tLOC 2 8\tU.S .-\nT2\tPER 15 18\tAnn\n',
    });
    const again = read(
      written.map((each) => each.annotations).join(''),
      written.map((each) => each.text).join(''),
    );
    expect(again.map(show)).toEqual([show(sentences[0]!), 'a b/B-X c/B-X']);
    expect(() => formatter.format({ words: ['a'], tags: ['B-A B'] })).toThrow(
      'brat cannot hold the label "A B"',
    );
  });
});

describe('files of brat', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tagger-brat-'));
    await mkdir(join(folder, 'more'));
    await writeFile(join(folder, 'b.txt'), text);
    await writeFile(join(folder, 'b.ann'), annotations);
    await writeFile(join(folder, 'more', 'a.txt'), 'It rained.');
    await writeFile(join(folder, 'more', 'a.ann'), '');
    await writeFile(join(folder, 'alone.txt'), 'It rained.');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are told by what is there', async () => {
    expect(await findCorpusFormat(folder)).toBe('brat');
    expect(await findCorpusFormat(join(folder, 'b.txt'))).toBe('brat');
    expect(await findCorpusFormat(join(folder, 'b.ann'))).toBe('brat');
    expect(await findCorpusFormat(join(folder, 'alone.txt'))).toBe('text');
  });

  it('are read by either name, and as a folder', async () => {
    const both = await Promise.all(['b.txt', 'b.ann'].map((name) => collect(readCorpus(join(folder, name)))));
    expect(both[0]).toEqual(both[1]);
    expect((await collect(readCorpus(folder))).map(({ words }) => words.length)).toEqual([6, 7, 3]);
  });

  it('need both', async () => {
    await writeFile(join(folder, 'c.ann'), '');
    await expect(collect(readCorpus(join(folder, 'c.ann')))).rejects.toThrow(
      'c.ann: there is no text beside it',
    );
    await rm(join(folder, 'c.ann'));
    await expect(collect(readCorpus(join(folder, 'd.ann')))).rejects.toThrow('d.ann: no such file');
  });

  it('are written, both or none', async () => {
    const own = await collect(readCorpus(join(folder, 'b.ann')));
    await writeCorpus(own, join(folder, 'out.ann'));
    expect((await collect(readCorpus(join(folder, 'out.ann')))).map(show)).toEqual(own.map(show));
    expect(await readFile(join(folder, 'out.txt'), 'utf8')).toContain('She left North and South America.\n');
    const wrong = [{ words: ['a'], tags: ['NOUN'] }];
    await expect(writeCorpus(wrong, join(folder, 'wrong.ann'))).rejects.toThrow('brat holds spans');
    await expect(readFile(join(folder, 'wrong.txt'))).rejects.toThrow('ENOENT');
  });
});
