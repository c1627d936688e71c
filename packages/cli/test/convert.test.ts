import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;

const columns = `Ann\tB-PER
Lee\tI-PER
met\tO
IBM\tB-ORG
.\tO

It\tO
rained\tO
`;
const many = Array.from({ length: 50 }, (_, index) => `word${index}\tO\n`).join('\n');

beforeAll(async () => {
  await folder.write('corpus.tsv', columns);
  await folder.write('many.tsv', many);
  await folder.write('words.pos', 'a/DET dog/NOUN\n');
});

const text = async (name: string) => Buffer.from(await folder.read(name)).toString();

describe('convert', () => {
  it.each(['doccano', 'prodigy', 'spacy', 'label-studio', 'hugging-face', 'jsonl', 'conllu', 'word-tag'])(
    'writes %s, from which the corpus comes back',
    async (format) => {
      const there = await tagger(`convert @corpus.tsv -o @there --output-format ${format}`);
      expect(there).toMatchObject({ status: 0, stdout: '', stderr: '' });
      const column = format === 'conllu' ? '--column xpos' : '';
      const back = await tagger(`convert @there --format ${format} ${column} -o @back.tsv`);
      expect(back).toMatchObject({ status: 0, stderr: '' });
      expect(await text('back.tsv')).toBe(`${columns}\n`);
    },
  );

  it('writes to standard output', async () => {
    const { stdout } = await tagger('convert @corpus.tsv --output-format hugging-face');
    expect(stdout.split('\n')[1]).toBe('{"tokens":["It","rained"],"ner_tags":["O","O"]}');
    expect(
      JSON.parse((await tagger('convert @corpus.tsv --output-format label-studio')).stdout),
    ).toHaveLength(2);
  });

  it('splits a corpus by its documents, alike for one seed', async () => {
    const split = (seed: number) =>
      tagger(`convert @many.tsv -o @part.tsv --split 80/10/10 --seed ${seed}`).then(async ({ status }) => {
        expect(status).toBe(0);
        return Promise.all(['train', 'dev', 'test'].map((part) => text(`part.${part}.tsv`)));
      });
    const parts = await split(1);
    const words = parts.map((part) => part.split('\n').filter((line) => line !== ''));
    expect(words.map(({ length }) => length)).toEqual([40, 5, 5]);
    expect(new Set(words.flat()).size).toBe(50);
    expect(await split(1)).toEqual(parts);
    expect(await split(2)).not.toEqual(parts);
    await tagger('convert @many.tsv -o @two.tsv.gz --split 90/10');
    const two = (await folder.list()).filter((name) => name.startsWith('two'));
    expect(two).toEqual(['two.dev.tsv.gz', 'two.train.tsv.gz']);
  });

  it.each([
    ['convert @corpus.tsv', 'the format of the output, -, is not known (give --output-format)'],
    ['convert @corpus.tsv -o @a.json', 'the format of the output, a.json, is not known'],
    ['convert @corpus.tsv -o @corpus.tsv', 'corpus.tsv is the corpus: the output would replace it'],
    ['convert @corpus.tsv --split 80/10/10 --output-format jsonl', '--split writes several files'],
    ['convert @corpus.tsv -o @a.tsv --split 80/10', 'It is not two or three percentages'],
    ['convert @corpus.tsv -o @a.tsv --split 90/0/10', 'It is not two or three percentages'],
    [
      'convert @words.pos -o @a.jsonl --output-format doccano',
      'doccano holds spans, and these tags mark none: DET',
    ],
  ])('refuses `%s`', async (command, message) => {
    const before = await folder.list();
    const { status, stderr } = await tagger(command);
    expect(status).not.toBe(0);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(await folder.list()).toEqual(before);
  });
});
