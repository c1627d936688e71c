import { mkdir } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { runTagger } from './run-tagger';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger, failure } = folder;
const row = (id: string, tag = 'NOUN') => `${id}\tdog\t_\t${tag}\t_\t_\t_\t_\t_\t_\n`;
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(String(index + 1))).join('');
const valid = toConllu(sampleSentences(12, 1));

beforeAll(async () => {
  await mkdir(folder.path('folder'));
  await folder.write('train.conllu', valid);
  await folder.write('empty.conllu', '');
  await folder.write('latin.conllu', Buffer.from(row('1').replace('dog', 'café'), 'latin1'));
  await folder.write('narrow.conllu', `${valid}1\tdog\tNOUN\n\n`);
  await folder.write('id.conllu', `${row('1')}${row('3')}\n`);
  await folder.write('endless.conllu', `${rows(20_000)}\n`);
  await folder.write('unseen.conllu', `${row('1', 'WOOF')}${row('2')}\n`);
  const { status } = await tagger(
    `train --train @train.conllu -o @model.onnx --epochs 1 --quiet ${tiny.join(' ')}`,
  );
  expect(status).toBe(0);
  const model = await folder.read('model.onnx');
  await folder.write('cut.onnx', model.subarray(0, model.length / 2));
  await folder.write('text.onnx', 'hello\n');
  await folder.write('nothing.onnx', '');
});

const noModel =
  'not a model file, or only a part of one (train it again, or copy it again from where it came)';
const noCorpus = [
  ['gone.conllu', 'gone.conllu: no such file'],
  ['folder', 'folder: is a folder, not a file'],
  ['empty.conllu', 'empty.conllu: there is no sentence in it (it is empty, or not of the format conllu)'],
  ['latin.conllu', 'latin.conllu:1: the text is not UTF-8 (save it as UTF-8, for example with iconv)'],
  [
    'narrow.conllu',
    'narrow.conllu:85: expected 10 columns, found 3 (for files with other columns, use the format columns)',
  ],
  ['id.conllu', 'id.conllu:2: expected id 2, found 3'],
] as const;

describe('a corpus that cannot be read', () => {
  it.each(noCorpus)('train --train %s', async (name, message) => {
    expect(await failure(`train --train @${name} -o @new.onnx ${tiny.join(' ')}`)).toBe(message);
  });

  it.each(noCorpus)('train --dev %s', async (name, message) => {
    expect(await failure(`train --train @train.conllu --dev @${name} -o @new.onnx`)).toBe(message);
  });

  it.each(noCorpus)('test model.onnx %s', async (name, message) => {
    expect(await failure(`test @model.onnx @${name}`)).toBe(message);
  });

  it.each(noCorpus.filter(([name]) => !['narrow.conllu', 'folder', 'empty.conllu'].includes(name)))(
    'tag model.onnx %s',
    async (name, message) => {
      expect(await failure(`tag @model.onnx @${name} -o @new.conllu`)).toBe(message);
    },
  );

  it('keeps the output that was there when the input breaks in its middle', async () => {
    await folder.write('kept.conllu', 'as it was\n');
    expect(await failure('tag @model.onnx @narrow.conllu -o @kept.conllu')).toMatch(/^narrow\.conllu:85: /);
    expect(await folder.readText('kept.conllu')).toBe('as it was\n');
  });

  it('says that the chosen column has no tags', async () => {
    const train = `train --train @train.conllu -o @new.onnx --column xpos`;
    expect(await failure(train)).toBe(
      'train.conllu: no tags in the chosen column (choose it with --column, or its format with --format)',
    );
    expect(await failure('test @model.onnx @train.conllu --column xpos')).toBe(
      'train.conllu:1: a sentence without tags: there is nothing to compare with (choose another column with --column)',
    );
  });

  it('refuses to train on a sentence of 20,000 words, and tags it', async () => {
    expect(await failure('train --train @endless.conllu -o @new.onnx')).toBe(
      'endless.conllu:1: a sentence of 20000 words; the limit is 5000 (is a blank line between sentences missing?)',
    );
    const { status, stdout } = await tagger('tag @model.onnx @endless.conllu');
    expect(status).toBe(0);
    expect(stdout.match(/\n/g)).toHaveLength(20_001);
  });
});

describe('a model file that is none', () => {
  it.each([
    ['gone.onnx', 'no such file'],
    ['folder', 'is a folder, not a model file'],
    ['cut.onnx', noModel],
    ['text.onnx', noModel],
    ['nothing.onnx', noModel],
  ])('%s', async (name, problem) => {
    expect(await failure(`tag @${name} @train.conllu`)).toBe(`${name}: ${problem}`);
    expect(await failure(`test @${name} @train.conllu`)).toBe(`${name}: ${problem}`);
  });
});

describe('an output that cannot be written', () => {
  // The corpus is missing, too: the output is looked at first.
  it.each([
    ['folder', 'folder: is a folder, not a file'],
    [
      'nowhere/new.onnx',
      /^nowhere\/new\.onnx: its folder does not exist \(create it with: mkdir -p .*nowhere\)$/,
    ],
  ])('train -o %s', async (name, message) => {
    expect(await failure(`train --train @gone.conllu -o @${name}`)).toMatch(message);
  });

  it('tag -o folder', async () => {
    expect(await failure('tag @model.onnx @train.conllu -o @folder')).toBe('folder: is a folder, not a file');
  });
});

describe('settings', () => {
  it.each([
    ['--epochs 0', '--epochs must be a whole number from 1 to 100000, not 0'],
    ['--epochs -3', '--epochs must be a whole number from 1 to 100000, not -3'],
    ['--hidden 1.5', '--hidden must be a whole number from 1 to 8192, not 1.5'],
    ['--epochs 1e9', '--epochs must be a whole number from 1 to 100000, not 1000000000'],
    ['--clip 1e39', '--clip must be a number above 0, up to 1e+38, not 1e+39'],
    ['--warmup 1e6', '--warmup must be a number from 0 to 100000, not 1000000'],
    ['--weight-decay 1001', '--weight-decay must be a number from 0 to 1000, not 1001'],
    [
      '--model bilstm --layers 16 --hidden 8192',
      'the network would have 24712383148 parameters, 98.8 GB; a model file holds 2.1 GB (choose fewer layers, or smaller sizes of layers, embeddings and characters)',
    ],
    ['--lr 0', '--lr must be a number above 0, up to 1e+38, not 0'],
    ['--seed -1', /^--seed must be a whole number from 0 to \d+, not -1$/],
    ['--model bilstmm', '--model must be one of rnn, lstm, gru, birnn, bilstm, bigru, not bilstmm'],
    ['--cell-output x', '--cell-output must be one of identity, tanh, not x'],
    ['--column 11', /^no column "11" of CoNLL-U holds tags \(choose one of .*\)$/],
    ['--resume', 'new.onnx.checkpoint: no checkpoint to resume from (train without --resume)'],
    ['--epochs NaN', /^option '--epochs <n>' argument 'NaN' is invalid\. It is not a number /],
    ['--epochs abc', /^option '--epochs <n>' argument 'abc' is invalid\. It is not a number /],
    ['--lr 1e999', /^option '--lr <n>' argument '1e999' is invalid\. It is not a number /],
    [
      '--threads 257',
      /^option '--threads <n>' argument '257' is invalid\. It is not a whole number from 1 to 256 /,
    ],
    [
      '--threads 0',
      /^option '--threads <n>' argument '0' is invalid\. It is not a whole number from 1 to 256 /,
    ],
    [
      '--device tpu',
      /^option '--device <name>' argument 'tpu' is invalid\. Allowed choices are auto, cpu, cuda, webgpu /,
    ],
  ])('train %s', async (flags, message) => {
    expect(await failure(`train --train @train.conllu -o @new.onnx ${flags}`)).toMatch(message);
  });

  it('takes --top and --scores only where the format has a place for them', async () => {
    expect(await failure('tag @model.onnx @train.conllu --scores')).toBe(
      '--scores and --top cannot be written as conllu (use --output-format columns or jsonl)',
    );
    expect(await failure('tag @model.onnx @train.conllu --json --top 0')).toMatch(
      /^option '--top <n>' argument '0' /,
    );
  });

  it.each([
    ['tag --top 1e15', '--top <n>', 'a whole number from 1 to 1000000000'],
    ['neighbours @train.conllu a --count -1', '--count <n>', 'a whole number from 1 to 1000000000'],
    ['gradcheck --samples 1.5', '--samples <n>', 'a whole number from 1 to 1000000000'],
    ['gradcheck --tolerance 0', '--tolerance <x>', 'a number above 0, up to 1'],
    ['sweep --seeds 1e10', '--seeds <n>', 'a whole number from 1 to 1000000000'],
  ])('%s', async (line, option, range) => {
    const [value] = line.split(' ').slice(-1);
    expect(await failure(line)).toBe(
      `option '${option}' argument '${value}' is invalid. It is not ${range} (see --help)`,
    );
  });

  it('sweep: a grid that would never end', async () => {
    const values = Array.from({ length: 101 }, (_, index) => index + 1).join(',');
    expect(await failure(`sweep --grid hidden=${values} --grid embedding=${values}`)).toBe(
      'grid and seeds make 10201 runs; the limit is 10000 (try fewer values at a time)',
    );
    expect(await failure('sweep --seeds 1000000')).toContain('make 1000000 runs');
  });
});

describe('usage', () => {
  it.each([
    ['train --epocs 3', "unknown option '--epocs' (Did you mean --epochs?)"],
    ['trian', "unknown command 'trian' (Did you mean train?)"],
    ['test', "missing required argument 'model'"],
    ['test @model.onnx', "missing required argument 'corpus'"],
    ['train train.conllu', "too many arguments for 'train'"],
  ])('tagger %s', async (line, message) => {
    const { status, stdout, stderr } = await tagger(line);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`tagger: ${message}`);
    expect(stderr).toContain('--help');
    expect(stderr).not.toContain('    at ');
  });

  it('shows where an error comes from only if asked', async () => {
    const line = 'test @gone.onnx @train.conllu';
    expect((await tagger(line)).stderr).not.toContain('    at ');
    expect((await tagger(`--debug ${line}`)).stderr).toContain('    at ');
    expect((await tagger(line, { env: { TAGGER_DEBUG: '1' } })).stderr).toContain('    at ');
  });
});

it('counts a tag that the model never saw as wrong, and names it', async () => {
  const { status, stdout, stderr } = await tagger('test @model.onnx @unseen.conllu --json');
  expect(status).toBe(0);
  expect(stderr).toMatch(
    /tags that the model has never seen count as wrong, and are left out of the loss: WOOF \(1 token/,
  );
  expect(JSON.parse(stdout)).toMatchObject({ tokens: 2, unseenTags: { WOOF: 1 }, tokensWithoutLoss: 1 });
  const text = await tagger('test @model.onnx @unseen.conllu');
  expect(text.stdout).toMatch(/\nloss +\d\.\d{4} \(without 1 of 2 tokens\)\n/);
  expect(JSON.parse(stdout).accuracy).toBeLessThanOrEqual(0.5);
});

describe('an empty name', () => {
  it.each([
    [['card', ''], 'the argument model'],
    [['tag', 'model.onnx', ''], 'the argument file'],
    [['test', 'model.onnx', ''], 'the argument corpus'],
    [['embed', 'a.txt', ''], 'the argument corpus'],
    [['train', '-o', ''], '--output'],
    [['train', '--config', ''], '--config'],
    [['train', '--train', ''], '--train'],
    [['sweep', '-o', ''], '--output'],
    [['data', 'get', 'ewt', '-o', ''], '--output'],
  ])('%j is told before anything runs', async (words, what) => {
    const { status, stdout, stderr } = await runTagger(words);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(`tagger: ${what} is an empty name (is a shell variable unset?)\n`);
  });
});
