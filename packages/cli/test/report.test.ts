import { chmod, mkdir, readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatPercent } from '../src/display/format';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger, failure } = folder;
const settings = `--epochs 2 --quiet ${tiny.join(' ')}`;
const list = async (name: string) => (await readdir(folder.path(name))).sort();

beforeAll(async () => {
  await folder.write('train.conllu', toConllu(sampleSentences(60, 1)));
  await folder.write(
    'test.conllu',
    toConllu([
      ...sampleSentences(10, 2),
      [
        ['zebra', 'NOUN'],
        ['x', 'WOOF'],
      ],
    ]),
  );
  await folder.write('ner.conll', 'Ann B-PER\nsings O\n\nBob B-PER\nLee I-PER\nsings O\n\n'.repeat(10));
  await tagger(
    `train --train @train.conllu --dev @train.conllu --licence MIT --language en -o @model.onnx ${settings}`,
  );
  await tagger(`train --train @ner.conll -o @ner.onnx ${settings}`);
});

/** The rows of the tables behind a heading, as the text of their cells. */
function rowsBehind(page: string, heading: string): string[][] {
  const [, rest = ''] = page.split(`<h2>${heading}</h2>`);
  const [section = ''] = rest.split('<h2>');
  const text = (cell: string) => cell.replace(/<[^>]*>/g, '').trim();
  return [...section.matchAll(/<tr>.*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<(th|td)\b.*?<\/\1>/g)].map(([cell]) => text(cell)),
  );
}

const percent = (fraction: number) => (100 * fraction).toFixed(2);

describe('test --report', () => {
  it('writes a page and a card, says so, and prints what it prints without', async () => {
    const plain = await tagger('test @model.onnx @test.conllu --json');
    const { status, stdout, stderr } = await tagger(
      'test @model.onnx @test.conllu --json --report @new/report',
    );
    expect(status).toBe(0);
    expect(stdout).toBe(plain.stdout);
    expect(stderr).toBe(`${plain.stderr}wrote index.html and card.md to new/report\n`);
    expect(await list('new/report')).toEqual(['card.md', 'index.html']);
  });

  it('shows the scores of --json', async () => {
    const { stdout } = await tagger('test @model.onnx @test.conllu --json --confusion --report @scores');
    const scores = JSON.parse(stdout);
    const page = await folder.readText('scores/index.html');
    const tiles = [...page.matchAll(/<div><dt>([^<]*)<\/dt><dd>([^<]*)<\/dd><\/div>\n/g)].map(
      ([, ...tile]) => tile,
    );
    expect(tiles).toEqual([
      ['Token accuracy', formatPercent(scores.accuracy)],
      ['Sentence accuracy', formatPercent(scores.sentenceAccuracy)],
      ['Macro-F1 of tags', formatPercent(scores.macroF1)],
      ['Unknown words', formatPercent(scores.unknownAccuracy)],
      ['Loss', scores.loss.toFixed(4)],
    ]);
    expect(rowsBehind(page, 'Tags').slice(1)).toEqual(
      scores.perTag.map((row: Record<string, number> & { tag: string }) => [
        row.tag,
        '',
        ...[row.precision, row.recall, row.f1].map((value) => percent(value!)),
        String(row.support),
      ]),
    );
    const share = (count: number, row: number[]) => {
      const of = count / row.reduce((a, b) => a + b);
      return of >= 0.005 ? (100 * of).toFixed(0) : '';
    };
    expect(rowsBehind(page, 'Confusion matrix').slice(1)).toEqual(
      scores.confusion.counts.map((row: number[], tag: number) => [
        scores.confusion.tags[tag],
        ...row.map((count) => share(count, row)),
        String(row.reduce((a, b) => a + b)),
      ]),
    );
    const [known, unknown] = rowsBehind(page, 'Words').slice(1);
    expect(known!.slice(0, 1).concat(known!.slice(3, 4))).toEqual(['Known words', '60']);
    expect(unknown![2]).toBe(percent(scores.unknownAccuracy));
  });

  it('shows the spans of --json', async () => {
    const { spans } = JSON.parse((await tagger('test @ner.onnx @ner.conll --json --report @ner')).stdout);
    const page = await folder.readText('ner/index.html');
    const scores = [spans.precision, spans.recall, spans.f1].map(percent);
    const counts = [spans.gold, spans.predicted].map(String);
    expect(rowsBehind(page, 'Spans').slice(1)).toEqual(
      ['PER', 'All'].map((name) => [name, '', ...scores, ...counts]),
    );
  });

  it('gives the same bytes each time', async () => {
    for (const name of ['first', 'second']) await tagger(`test @model.onnx @test.conllu --report @${name}`);
    for (const file of ['index.html', 'card.md'])
      expect(await folder.readText(`second/${file}`)).toBe(await folder.readText(`first/${file}`));
  });

  it('writes into a folder that is there, and leaves other files alone', async () => {
    await mkdir(folder.path('there'));
    await folder.write('there/notes.txt', 'mine');
    await folder.write('there/card.md', 'older');
    expect((await tagger('test @model.onnx @test.conllu --report @there')).status).toBe(0);
    expect(await list('there')).toEqual(['card.md', 'index.html', 'notes.txt']);
    expect(await folder.readText('there/notes.txt')).toBe('mine');
    expect(await folder.readText('there/card.md')).toContain('| test.conllu |');
  });

  it('names the standard input', async () => {
    const input = await folder.readText('test.conllu');
    const { status } = await tagger('test @model.onnx - --format conllu --report @stdin', { input });
    expect(status).toBe(0);
    expect(await folder.readText('stdin/index.html')).toContain('<h1>model.onnx on standard input</h1>');
  });

  it.each([
    ['@train.conllu', 'train.conllu: is a file, not a folder (choose another name)'],
    ['@train.conllu/report', 'train.conllu/report: a folder on the way to it is a file'],
    ['-', 'a report is a folder of files (give --report the name of one)'],
  ])('refuses the folder %s before it tags', async (name, message) => {
    expect(await failure(`test @model.onnx @test.conllu --report ${name}`)).toBe(message);
  });

  it.skipIf(process.getuid?.() === 0)('refuses a folder that may not be written (not as root)', async () => {
    await mkdir(folder.path('closed'));
    await chmod(folder.path('closed'), 0o555);
    expect(await failure('test @model.onnx @test.conllu --report @closed')).toMatch(/: permission denied$/);
    await chmod(folder.path('closed'), 0o755);
  });

  it('makes no folder where the corpus breaks off', async () => {
    await folder.write('broken.conllu', `${toConllu(sampleSentences(2, 1))}1\tdog\tNOUN\n\n`);
    expect(await failure('test @model.onnx @broken.conllu --report @never')).toMatch(/^broken\.conllu:15: /);
  });
});

describe('card', () => {
  it('prints the card of the model file', async () => {
    const { status, stdout, stderr } = await tagger('card @model.onnx');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^---\nlicense: mit\nlanguage: "en"\n/);
    expect(stdout).toContain('\n# Sequence tagger trained on train.conllu\n');
    expect(stdout).toContain('\n| licence of the corpus | MIT |\n');
    expect(stdout).toContain('\n| hidden size | 8 |\n');
  });

  it('is the same in a report, with the scores of its corpus beside those of dev', async () => {
    const { stdout } = await tagger('test @model.onnx @test.conllu --json --report @carded');
    const card = await folder.readText('carded/card.md');
    expect(card).toContain('\n| score | dev | test.conllu |\n');
    const accuracy = formatPercent(JSON.parse(stdout).accuracy);
    expect(card).toMatch(new RegExp(`\n\\| token accuracy \\| [\\d.]+ % \\| ${accuracy} \\|\n`));
    const [, training] = card.split('## Training');
    expect((await tagger('card @model.onnx')).stdout).toContain(training);
  });

  it('says what is wrong with a file in one line', async () => {
    expect(await failure('card @gone.onnx')).toBe('gone.onnx: no such file');
    expect(await failure('card @train.conllu')).toMatch(/^train\.conllu: not a model file/);
  });

  it('refuses what is no language', async () => {
    const { status, stderr } = await tagger(
      'train --train @train.conllu -o @new.onnx --language english_uk!',
    );
    expect(status).toBe(1);
    expect(stderr).toContain('It is not the code of a language, such as en or pt-BR');
  });
});
