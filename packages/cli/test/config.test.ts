import { mkdir } from 'node:fs/promises';
import { decodeModelFile } from '@tagger/models/internal';
import { presets } from '@tagger/trainer';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, sampleSentences, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger, failure } = folder;
const tiny = {
  train: 'train.conllu',
  epochs: 1,
  hidden: 4,
  embedding: 6,
  batchTokens: 64,
  threads: 1,
  quiet: true,
};

const writeConfig = (name: string, config: object) => folder.write(name, JSON.stringify(config, null, 2));

async function trainedSettings(line: string) {
  const { status, stdout, stderr } = await tagger(`train ${line} --json`);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout).settings;
}

beforeAll(async () => {
  await mkdir(folder.path('sub'));
  for (const name of ['train.conllu', 'sub/train.conllu'])
    await folder.write(name, toConllu(sampleSentences(12, 1)));
  await folder.write('sub/dev.conllu', toConllu(sampleSentences(4, 2)));
  await folder.write('words.vec', '2 6\ndog 1 2 3 4 5 6\nhorse 1 2 3 4 5 6\n');
});

describe('train --config', () => {
  it('takes flags over the file, and the file over the preset', async () => {
    await writeConfig('all.json', {
      $schema: './schema.json',
      ...tiny,
      preset: 'fast',
      dropout: 0.1,
      lr: 0.02,
      caseFallback: true,
      features: false,
    });
    const settings = await trainedSettings('--config @all.json -o @model.onnx --lr 0.5 --no-case-fallback');
    expect(settings).toMatchObject({
      learningRate: 0.5,
      caseFallback: false,
      dropout: 0.1,
      features: false,
      hiddenSize: 4,
      batchTokens: 64,
      model: 'bilstm',
      optimizer: 'adam',
      inputDropout: presets.fast.inputDropout,
    });
    expect(await trainedSettings('--config @all.json -o @model.onnx --preset report')).toMatchObject({
      model: 'lstm',
      learningRate: 0.02,
    });
  });

  it('finds files from the folder of the config file, and those of flags from the current one', async () => {
    await writeConfig('sub/tagger.json', {
      ...tiny,
      dev: 'dev.conllu',
      output: 'out.onnx',
      logGradients: 'gradients.jsonl',
      licence: 'CC0',
      language: 'PT-br',
      column: 'xpos',
    });
    await trainedSettings('--config @sub/tagger.json --column upos');
    expect(await folder.list('sub')).toEqual([
      'dev.conllu',
      'gradients.jsonl',
      'out.onnx',
      'tagger.json',
      'train.conllu',
    ]);
    const { description } = decodeModelFile(await folder.read('sub/out.onnx'), 'model');
    expect(description.training.corpus).toMatchObject({ licence: 'CC0', language: 'pt-BR', column: 'upos' });
    expect(description.training.scores).toBeDefined();
    await writeConfig('sub/gone.json', { ...tiny, dev: 'dev.conllu', train: 'gone.conllu' });
    expect(await failure('train --config @sub/gone.json -o @x.onnx')).toBe('sub/gone.conllu: no such file');
    await trainedSettings('--config @sub/gone.json --train @train.conllu -o @model.onnx');
  });

  it('lets a flag displace what it cannot go with', async () => {
    await writeConfig('vectors.json', { ...tiny, vectors: 'words.vec', gpu: true });
    await trainedSettings('--config @vectors.json --pretrain skipgram --device cpu -o @model.onnx');
    const { description } = decodeModelFile(await folder.read('model.onnx'), 'model');
    expect(description.training.vectors).toBe('skipgram');
  });

  it('passes over the grid of a sweep', async () => {
    await writeConfig('grid.json', { ...tiny, grid: { lr: [0.1, 0.2] } });
    const { learningRate } = await trainedSettings('--config @grid.json -o @model.onnx');
    expect(learningRate).toBe(presets.fast.learningRate);
  });
});

describe('a config file that is wrong', () => {
  it.each([
    ['{\n  "lr": -1\n}', '2: lr must be a number above 0, up to 1e+38, not -1'],
    ['{\n  "lr": "0.1"\n}', '2: lr must be a number above 0, up to 1e+38, not "0.1"'],
    ['{"hidden": 2.5}', '1: hidden must be a whole number from 1 to 8192, not 2.5'],
    ['{"crf": "yes"}', '1: crf must be true or false, not "yes"'],
    ['{"quiet": null}', '1: quiet must be true or false, not null'],
    ['{"preset": "best"}', '1: preset must be one of report, fast, accurate, entities, not "best"'],
    ['{"train": [1]}', '1: train must be the name of a file, or a list of them, not [1]'],
    ['{"dev": []}', '1: dev must be the name of a file, or a list of them, not []'],
    ['{"column": 0}', '1: column must be a name, a number from 1, or a list of these, not 0'],
    ['{"threads": 257}', '1: threads cannot be 257: it is not a whole number from 1 to 256'],
    [
      '{"language": "en_US!"}',
      '1: language cannot be "en_US!": it is not the code of a language, such as en or pt-BR',
    ],
    ['{\n\n"droput": 0.1}', '3: there is no key droput (did you mean dropout?)'],
    ['{"batch-tokens": 64}', '1: there is no key batch-tokens (did you mean batchTokens?)'],
    ['{"hiddenSize": 64}', '1: there is no key hiddenSize (did you mean hidden?)'],
    ['{"colour": 1}', '1: there is no key colour (tagger train --help lists the flags)'],
    ['{"resume": true}', '1: there is no key resume (give --resume on the command line)'],
    ['{"lr": 1,\n"lr": 2}', '2: lr is there twice'],
    ['{"grid": [1]}', '1: grid must be an object that has a list of values for each key'],
    ['{"grid": {"lr": 0.1}}', '1: lr must be a list of values'],
    ['{"grid": {"lr": [0.1,\n0]}}', '1: lr must be a number above 0, up to 1e+38, not 0'],
    ['{"grid": {"train": ["a"]}}', '1: grid cannot have the key train (tagger train --help lists the flags)'],
    ['{\n"lr": 0.1,\n}', '3: is not JSON: unexpected }'],
    ['{"lr" 0.1}', '1: is not JSON: unexpected 0.1'],
    ['{\n"lr": 0.1\n', '2: is not JSON: its end is missing'],
    ['', '1: is not JSON: its end is missing'],
    [
      '{\n// a note\n}',
      '2: is not JSON: unexpected / (JSON has no comments, and strings stand in double quotes)',
    ],
    ['[]', '1: is not an object in braces'],
    ['{"constructor": 1}', '1: there is no key constructor (tagger train --help lists the flags)'],
    ['{"__proto__": {"lr": 1}}', '1: there is no key __proto__ (tagger train --help lists the flags)'],
    [
      '{"grid": {"toString": [1]}}',
      '1: grid cannot have the key toString (tagger train --help lists the flags)',
    ],
    [
      '{"train":\n"a\nb"}',
      '2: is not JSON of a config file: a string with a line end or another control character in it',
    ],
    ['{"lr": 1e999}', '1: lr must be a number above 0, up to 1e+38, not Infinity'],
    ['{"seed": 1e30}', `1: seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not 1e+30`],
    ['{"train": "a\\u0000b"}', '1: train cannot be the name of a file: there is a null character in it'],
    ['{\n\ufeff"lr": 1}', '2: is not JSON: unexpected byte order mark'],
    [
      `{"${'x'.repeat(1000)}": 1}`,
      `1: there is no key ${'x'.repeat(39)}… (tagger train --help lists the flags)`,
    ],
  ])('%j', async (text, message) => {
    await folder.write('wrong.json', text);
    expect(await failure('train --config @wrong.json -o @new.onnx')).toBe(`wrong.json:${message}`);
  });

  it.each([
    ['lists', '['],
    ['lists and objects', '[{"a":'],
  ])('that is nested 20,000 deep in %s', async (_, open) => {
    await folder.write('deep.json', `{\n"lr": ${open.repeat(20_000)}`);
    expect(await failure('train --config @deep.json')).toBe(
      'deep.json:2: is not JSON of a config file: brackets more than 64 deep',
    );
  });

  it('that is no config file by its size', async () => {
    await folder.write('long.json', `{"lr": 1${' '.repeat(1_000_000)}}`);
    expect(await failure('train --config @long.json')).toBe(
      'long.json: is longer than 1000000 characters: it is no config file',
    );
  });

  it('that is not there, or no text', async () => {
    expect(await failure('train --config @none.json')).toBe('none.json: no such file');
    expect(await failure('train --config @sub')).toBe('sub: is a folder, not a file');
    await folder.write('latin.json', Buffer.from('{"licence": "\u00e9"}', 'latin1'));
    expect(await failure('train --config @latin.json')).toMatch(/^latin\.json:1: the text is not UTF-8/);
  });

  it('that has vectors of two kinds', async () => {
    await writeConfig('two.json', { vectors: 'words.vec', pretrain: 'skipgram' });
    expect(await failure('train --config @two.json')).toBe(
      'two.json: vectors and pretrain exclude each other',
    );
  });

  it('that names itself as the output', async () => {
    await writeConfig('itself.json', { ...tiny, output: 'itself.json' });
    expect(await failure('train --config @itself.json')).toBe(
      'itself.json is an input: the model would replace it (give -o another file)',
    );
  });
});
