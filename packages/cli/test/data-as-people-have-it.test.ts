import { mkdir } from 'node:fs/promises';
import { collect } from '@tagger/core/internal';
import { readCorpus, tellFormat } from '@tagger/core/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, tiny } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;

/**
 * What UNER-EWT has, in small: odd words, spans of several tokens, neighbours of one type, at both ends of sentences, across what a
 * tokenizer would cut or join.
 */
const sentences = [
  'Al/B-ORG -/I-ORG Zaman/I-ORG :/O U.S./B-LOC 👋/O Ann/B-PER Ben/B-PER',
  '"/O don\'t/O "/O ,/O said/O O\'Neil-Lee/B-PER',
  'www.ibm.com/B-ORG (/O IBM/B-ORG )/O 1,000/O $/O 日本/B-LOC',
  '#1/O no/O name/O here/O ;/O ,/O',
  'New/B-LOC York/I-LOC ,/I-LOC N.Y/I-LOC ./I-LOC',
];
const columns = `${sentences
  .map((sentence) =>
    sentence
      .split(' ')
      .map((token) => `${token.replace(/\/(?=[^/]*$)/, '\t')}\n`)
      .join(''),
  )
  .join('\n')}\n`;

beforeAll(() => folder.write('corpus.conll', columns));

/** The name of the file that `convert` writes, and what else it takes to read the format back. */
const formats: readonly (readonly [string, string, string])[] = [
  ['doccano', 'jsonl', ''],
  ['prodigy', 'jsonl', ''],
  ['spacy', 'jsonl', ''],
  ['label-studio', 'json', ''],
  ['hugging-face', 'jsonl', '--column ner_tags'],
  ['jsonl', 'jsonl', ''],
  ['csv', 'csv', ''],
  ['brat', 'ann', ''],
  ['conllup', 'conllup', ''],
  ['conllu', 'conllu', '--column xpos'],
  ['columns', 'tsv', ''],
  ['word-tag', 'pos', ''],
];

const weightsOf = async (model: string) => {
  const bytes = (await folder.read(model)).toString('latin1');
  // Behind the weights is the description, with the name of the corpus.
  return bytes.slice(0, bytes.indexOf('tagger.'));
};

describe('a corpus that is rewritten', () => {
  beforeAll(async () => {
    await tagger(`train --train @corpus.conll -o @plain.onnx --epochs 2 --quiet ${tiny.join(' ')}`);
  });

  it.each(formats)('as %s trains the same model, and comes back', async (format, ending, flags) => {
    const there = await tagger(`convert @corpus.conll -o @there.${ending} --output-format ${format}`);
    expect(there).toMatchObject({ status: 0, stderr: '' });
    const train = await tagger(
      `train --train @there.${ending} ${flags} -o @there.onnx --epochs 2 --quiet ${tiny.join(' ')}`,
    );
    expect(train).toMatchObject({ status: 0, stderr: '' });
    expect((await weightsOf('there.onnx')) === (await weightsOf('plain.onnx'))).toBe(true);
    const back = await tagger(`convert @there.${ending} ${flags} -o @back.conll`);
    expect(back).toMatchObject({ status: 0, stderr: '' });
    expect(await folder.readText('back.conll')).toBe(columns);
  });
});

describe('files that are told by their content', () => {
  it('are columns with a header, also for test and tag', async () => {
    const rows = columns.replaceAll('\t', '\tX\t');
    await folder.write('header.tsv', `token\tpos\tner\n${rows}`);
    const test = await tagger('test @plain.onnx @header.tsv --json');
    const plain = await tagger('test @plain.onnx @corpus.conll --json');
    expect(test).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(test.stdout)).toEqual(JSON.parse(plain.stdout));
    const { stdout } = await tagger('tag @plain.onnx @header.tsv --column pos');
    expect(stdout.split('\n')[0]).toBe('token\tpos\tner');
    expect(stdout.split('\n')[1]).toMatch(/^Al\t[OBI]\S*\tB-ORG$/);
  });

  it('are folders of brat, and texts with annotations beside them', async () => {
    await mkdir(folder.path('brat'));
    await folder.write('brat/a.txt', 'Ann Lee left.\nBen came.');
    await folder.write(
      'brat/a.ann',
      'T1\tPER 0 7\tAnn Lee\nT2\tPER 14 17\tBen\nR1\tBefore Arg1:T1 Arg2:T2\n',
    );
    for (const name of ['brat', 'brat/a.ann', 'brat/a.txt']) {
      const { stdout, stderr } = await tagger(`convert @${name} --output-format word-tag`);
      expect(stdout).toBe('Ann/B-PER Lee/I-PER left/O ./O\nBen/B-PER came/O ./O\n');
      expect(stderr).toContain(
        'brat/a.ann:3: spans are not the only annotations: 1, "R1 Before Arg1:T1 Arg2:T2"',
      );
    }
    // Raw text is tagged as such.
    expect((await tagger('tag @plain.onnx @brat/a.txt')).stdout).toMatch(/^Ann\/\S+ Lee\/\S+ left/);
    expect((await tagger('tag @plain.onnx @brat')).stdout).toMatch(/^Ann\/\S+ Lee\/\S+ left/);
    await tagger('convert @brat -o @brat.conllu');
    expect(await folder.readText('brat.conllu')).toContain('# newdoc\n');
  });

  it('are CoNLL-2003 with marks of documents', async () => {
    await folder.write('2003.txt', '-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\n');
    await folder.write('2003.conll', await folder.read('2003.txt'));
    expect((await tagger('convert @2003.conll --output-format word-tag')).stdout).toBe(
      'EU/I-ORG rejects/O\n',
    );
    expect(await collect(readCorpus(folder.path('2003.conll')))).toHaveLength(1);
    expect(await tellFormat(folder.path('2003.txt'))).toBe('text');
  });
});

describe('--labels', () => {
  const card = (features: string) => `---\nlicense: mit\ndataset_info:\n${features}---\n# A dataset\n`;
  const feature = (name: string, tags: readonly string[], list = 'sequence') =>
    `  - name: ${name}\n    ${list}:\n      class_label:\n        names:\n${tags
      .map((tag, index) => `          '${index}': ${tag}\n`)
      .join('')}`;
  beforeAll(async () => {
    await folder.write('rows.jsonl', '{"tokens":["Ann","left"],"ner_tags":[1,0],"pos_tags":[0,1]}\n');
    await folder.write(
      'README.md',
      card(`  features:\n${feature('pos_tags', ['N', 'V'])}${feature('ner_tags', ['O', 'B-PER'], 'list')}`),
    );
    await folder.write('none.md', '# No front matter\n');
    await folder.write('broken.md', '---\na: [\n---\n');
    const configured = (name: string, own: string) =>
      `  - config_name: ${name}\n${`  features:\n${own}`.replace(/^/gm, '  ').trimEnd()}\n`;
    await folder.write(
      'two.md',
      card(configured('a', feature('x', ['A', 'B'])) + configured('b', feature('y', ['C', 'D']))),
    );
  });

  it('names integers by the card of a dataset', async () => {
    const convert = (column: string) =>
      tagger(`convert @rows.jsonl --column ${column} --labels @README.md --output-format word-tag`);
    expect(await convert('ner_tags')).toMatchObject({ stdout: 'Ann/B-PER left/O\n', stderr: '' });
    expect(await convert('pos_tags')).toMatchObject({ stdout: 'Ann/N left/V\n', stderr: '' });
    await folder.write('config.json', '{"train":"rows.jsonl","column":"ner_tags","labels":"README.md"}');
    const { status } = await tagger(
      `train --config @config.json -o @m.onnx --epochs 1 --quiet ${tiny.join(' ')}`,
    );
    expect(status).toBe(0);
  });

  it.each([
    ['none.md', 'none.md: the card names no labels of "ner_tags" (names are in dataset_info'],
    ['broken.md', 'broken.md:2: the card is not YAML'],
    ['missing.md', 'missing.md: no such file'],
    ['two.md', 'two.md: the card names no labels of "ner_tags" (choose a feature with --column (x, y)'],
  ])('says what is wrong with %s', async (name, message) => {
    const { status, stderr } = await tagger(
      `convert @rows.jsonl --column ner_tags --labels @${name} --output-format word-tag`,
    );
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });
});
