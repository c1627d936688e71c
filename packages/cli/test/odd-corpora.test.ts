import { decodeModelFile } from '@tagger/models/internal';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger, failure } = folder;
const quick = `--epochs 1 --min-count 1 --quiet ${tiny.join(' ')}`;
const train = (flags: string) => tagger(`train -o @new.onnx ${quick} ${flags}`);
const description = async (name = 'new.onnx') => decodeModelFile(await folder.read(name), name).description;
const rows = (...sentences: string[]) =>
  sentences.map((sentence) => `${sentence.replaceAll('/', '\t').replaceAll(' ', '\n')}\n\n`).join('');

const entities = ['Ida/B-PER Lund/I-PER left/O Oslo/B-LOC ./O', 'she/O met/O Tor/B-PER ./O'];

beforeAll(async () => {
  await folder.write('a.conllu', toConllu(sampleSentences(8, 1)));
  await folder.write('b.conllu', toConllu(sampleSentences(5, 2)));
  await folder.write('c.tsv', rows('dogs/NOUN bark/VERB loudly/ADV'));
  await folder.write('plain.conll', rows(...entities));
  await folder.write('blanks.conll', rows(...entities).replace('left\tO', 'left\tO '));
  await folder.write('header.tsv', rows('mot/label') + rows(...entities));
  await folder.write(
    'ids.iob2',
    '# id = 1\n1\tIda\tB-PER\n2\tleft\tO\n\n# id = 2\n1\tTor\tB-PER\n2\tslept\tO\n',
  );
  await folder.write('partial.conllu', toConllu(sampleSentences(6, 3)).replaceAll('VERB', '_'));
});

describe('train', () => {
  it('trims tags, and says nothing of it', async () => {
    expect((await train('--train @blanks.conll --dev @plain.conll')).stderr).toBe(
      'tagger: warning: plain.conll: the training corpus has the same sentences (its scores say nothing about new text)\n',
    );
    const { tags } = await description();
    expect(tags).toEqual(['B-LOC', 'B-PER', 'I-PER', 'O']);
  });

  it('warns of a header, also with --quiet and --json, and trains', async () => {
    const { status, stdout, stderr } = await train('--train @header.tsv --json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).output).toBe('new.onnx');
    expect(stderr).toMatch(
      /^tagger: warning: header\.tsv:1: looks like a header: "mot" .*\ntagger: warning: header\.tsv: no span F1: "label" .*\n$/,
    );
  });

  it('names --word-column where ids are in the place of words, and keeps it in the model', async () => {
    expect((await train('--train @ids.iob2')).stderr).toMatch(
      /^tagger: warning: ids\.iob2:2: .*--word-column N/,
    );
    expect((await train('--train @ids.iob2 --word-column 2')).stderr).toBe('');
    const { words, training } = await description();
    expect(words).toContain('Ida');
    expect(training.corpus.wordColumn).toBe('2');
    const { status, stderr } = await tagger('test @new.onnx @ids.iob2 --json');
    expect([status, stderr]).toEqual([0, expect.stringContaining('trained on a corpus with this name')]);
    const tagged = await tagger('tag @new.onnx @ids.iob2 --word-column 2');
    expect(tagged.stdout).toMatch(/^# id = 1\n1\tIda\t[BO-]/);
    expect(await failure('train --train @a.conllu --word-column 2 -o @x.onnx')).toMatch(
      /^a column of words cannot be chosen in CoNLL-U/,
    );
  });

  it('warns of tags of --dev that --train lacks', async () => {
    await folder.write('bioes.conll', rows('Ida/B-PER Lund/E-PER met/O Tor/S-PER ./O'));
    expect((await train('--train @plain.conll --dev @bioes.conll')).stderr).toBe(
      'tagger: warning: bioes.conll:1: tags that the training corpus lacks count as wrong: E-PER (1 token), S-PER (1 token)\n',
    );
  });

  it('leaves words without a tag out, and test counts them', async () => {
    expect((await train('--train @partial.conllu')).stderr).toBe(
      'tagger: warning: partial.conllu:1: 6 tokens without a tag among others that have one: left out of loss and scores\n',
    );
    expect((await description()).tags).toEqual(['DET', 'NOUN', 'PUNCT']);
    const { stdout } = await tagger('test @new.onnx @partial.conllu --json');
    expect(JSON.parse(stdout)).toMatchObject({ tokens: 30, unlabelledTokens: 6, unseenTags: {} });
    expect((await tagger('test @new.onnx @partial.conllu')).stdout).toMatch(/\ntokens without a tag +6\n/);
  });

  it('chooses the preset by the tags, and says so', async () => {
    const line = `train -o @new.onnx --epochs 1 ${tiny.join(' ')}`;
    const spans = await tagger(`${line} --train @plain.conll`);
    expect(spans.stderr).toMatch(/^preset entities, as the tags mark spans$/m);
    expect((await description()).training.settings).toMatchObject({ crf: true, features: true });
    expect((await tagger(`${line} --train @a.conllu`)).stderr).toMatch(/^preset fast$/m);
    expect((await description()).training.settings).toMatchObject({ model: 'bilstm', features: true });
    const report = await tagger(`${line} --train @plain.conll --preset report`);
    expect(report.stderr).toMatch(/^tagger: note: the tags mark spans, which --preset entities is for$/m);
    expect(report.stderr).not.toMatch(/^preset/m);
  });

  it('trains on a small corpus for more steps, and says so', async () => {
    await tagger('train --train @a.conllu -o @new.onnx --hidden 2 --epochs 3');
    expect((await description()).training.settings).toMatchObject({ epochs: 3, batchSize: 4 });
    const { stderr } = await tagger('train --train @a.conllu -o @new.onnx --hidden 2');
    expect(stderr).toMatch(/^100 epochs in batches of 4, as the corpus is small$/m);
    expect((await description()).training.settings).toMatchObject({ epochs: 100, batchSize: 4 });
  });
});

describe('several corpora', () => {
  it('are all trained on, in their order, and named in the model file', async () => {
    const { status, stderr } = await train('--train @a.conllu --train @c.tsv --dev @b.conllu --dev @c.tsv');
    expect([status, stderr]).toEqual([0, '']);
    const { training, words } = await description();
    expect(training.corpus).toMatchObject({ name: 'a.conllu, c.tsv', sentences: 9, tokens: 51 });
    expect(words).toContain('bark');
    await folder.write(
      'joined.conllu',
      (await folder.readText('a.conllu')) + (await folder.readText('b.conllu')),
    );
    await train('--train @a.conllu --train @b.conllu');
    const split = await description();
    await train('--train @joined.conllu');
    const joined = await description();
    expect({ ...split, training: 0 }).toEqual({ ...joined, training: 0 });
  });

  it('stand in a config file as a list', async () => {
    await folder.write('t.json', JSON.stringify({ train: ['a.conllu', 'c.tsv'], dev: 'b.conllu' }));
    expect(await train('--config @t.json')).toMatchObject({ stderr: '', status: 0 });
    expect((await description()).training.corpus.name).toBe('a.conllu, c.tsv');
    await train('--config @t.json --train @c.tsv');
    expect((await description()).training.corpus.name).toBe('c.tsv');
  });

  it('are told of where they repeat each other, or have other tags', async () => {
    expect(
      (await train('--train @a.conllu --train @a.conllu --train @a.conllu --train @plain.conll')).stderr,
    ).toBe(
      'tagger: warning: a.conllu: a.conllu has the same sentences (they count twice)\n' +
        'tagger: warning: plain.conll: the corpora before it have none of its tags: "B-PER", "I-PER", "O", "B-LOC" (is --column right for all of them?)\n',
    );
    expect((await description()).training.corpus.name).toBe('a.conllu, plain.conll');
  });

  it('have errors with the name of the right one', async () => {
    await folder.write('bare.jsonl', '{"words":["a"],"tags":["X"]}\n{"words":["b"]}\n');
    expect(await failure('train --train @a.conllu --train @bare.jsonl -o @x.onnx')).toBe(
      'bare.jsonl:2: a sentence without tags (tag it, or leave it out)',
    );
    expect(await failure('train --train - --dev - --format conllu -o @x.onnx')).toMatch(
      /^standard input can be read only once/,
    );
  });
});

describe('a flag that is given twice', () => {
  it.each([
    ['train --seed 1 --seed 2', '--seed is given twice (give it once)'],
    ['train -o @x.onnx --output @y.onnx', '--output is given twice (give it once)'],
    ['train --crf --no-crf', '--crf and --no-crf contradict each other (give one of them)'],
    ['sweep --preset fast --preset fast', '--preset is given twice (give it once)'],
    ['test m.onnx f.conllu --column 3 --column=4', '--column is given twice (give it once)'],
    ['tag --json --json', '--json is given twice (give it once)'],
    ['embed a.txt --dim 5 --dim 6', '--dim is given twice (give it once)'],
    ['data get ewt --timeout 5 --timeout 6', '--timeout is given twice (give it once)'],
  ])('is refused: tagger %s', async (line, message) => {
    expect(await failure(line)).toBe(message);
  });
});
