import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, tiny } from './workspace';

const folder = createWorkspace();
const { tagger, failure } = folder;

beforeAll(async () => {
  const rows = ['the\tDET', 'Dogs\tNOUN', 'see\tVERB', 'cats\tNOUN', ''].join('\n');
  await folder.write('train.tsv', `${rows}\n`.repeat(30));
  await folder.write('text.txt', 'the cats see Dogs\n');
  await tagger(`train --train @train.tsv -o @model.onnx --epochs 8 --lr 0.5 --quiet ${tiny.join(' ')}`);
});

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Where python3-onnx is, and where a Python with onnxruntime may be. */
const pythons = ['/usr/bin/python3', process.env.TAGGER_PYTHON ?? 'python3'] as const;
const has = (python: string, module: string) => spawnSync(python, ['-c', `import ${module}`]).status === 0;

/** Runs an example in Python. @returns what it prints */
function runPython(python: string, script: string, ...args: string[]): string {
  const path = `${root}examples/python/${script}`;
  const { stdout, stderr } = spawnSync(python, [path, ...args], { encoding: 'utf8', cwd: folder.path('') });
  expect(stderr).toBe('');
  return stdout;
}

describe('tagger export --strings', () => {
  it('writes a file that tags words', async () => {
    const { status, stdout, stderr } = await tagger('export @model.onnx --strings -o @words.onnx');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^words\.onnx: \d+ kB, opset 20\n {2}takes words: strings \[batch, time\]\n {2}gives tags: last\n$/,
    );
    const session = await InferenceSession.create(folder.path('words.onnx'));
    // The last row is a sentence without words.
    const words = ['the', 'cats', 'see', 'Dogs', 'Dogs', '', '', '', '', '', '', ''];
    const { tags } = await session.run({ words: new Tensor('string', words, [3, 4]) });
    expect(tags?.data).toEqual(['DET', 'NOUN', 'VERB', 'NOUN', 'NOUN', ...Array(7).fill('')]);
    await session.release();
  });

  it('says what is missing or wrong', async () => {
    const hint = '(give --strings, --triton or --test-vectors)';
    expect(await failure('export @model.onnx')).toBe(`nothing says what to export ${hint}`);
    expect(await failure('export @model.onnx --strings --triton @models/pos')).toBe(
      `one export at a time ${hint}`,
    );
    expect(await failure('export @model.onnx --strings')).toBe(
      'an ONNX file is not written to standard output (give -o words.onnx)',
    );
    expect(await failure('export @model.onnx --strings -o @model.onnx')).toMatch(
      /^model\.onnx is the model: the output would replace it/,
    );
    expect(await failure('export @train.tsv --strings -o @other.onnx')).toMatch(
      /^train\.tsv: not a model file/,
    );
    await tagger('export @model.onnx --strings -o @words.onnx');
    expect(await failure('export @words.onnx --strings -o @other.onnx')).toBe(
      'words.onnx: a file of strings, for other runtimes (give a file that `tagger train` wrote)',
    );
  });
});

describe('tagger export --triton', () => {
  it('writes a model of a repository', async () => {
    const { stdout } = await tagger('export @model.onnx --triton @models/pos');
    expect(stdout).toMatch(/^models\/pos: the model pos, version 1, \d+ kB\n$/);
    expect(await folder.list('models/pos')).toEqual(['1', 'config.pbtxt']);
    await tagger('export @model.onnx --strings -o @words.onnx');
    expect(await folder.read('models/pos/1/model.onnx')).toEqual(await folder.read('words.onnx'));
    expect(await folder.readText('models/pos/config.pbtxt')).toMatchInlineSnapshot(`
      "name: "pos"
      backend: "onnxruntime"
      max_batch_size: 64
      input [
        { name: "words" data_type: TYPE_STRING dims: [ -1 ] }
      ]
      output [
        { name: "tags" data_type: TYPE_STRING dims: [ -1 ] }
      ]
      dynamic_batching { max_queue_delay_microseconds: 2000 }
      "
    `);
  });
});

describe('tagger export --test-vectors', () => {
  it('gives words, features, ids and tags', async () => {
    await folder.write('test.tsv', 'Dogs\tNOUN\n');
    const { stdout } = await tagger('export @model.onnx --test-vectors @test.tsv');
    const { model, sentences } = JSON.parse(stdout);
    expect(model).toEqual({ file: 'model.onnx', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(sentences).toHaveLength(1);
    const [{ words, features, ids, tags }] = sentences;
    expect([words, tags]).toEqual([['Dogs'], { last: ['NOUN'] }]);
    expect(features).toEqual([['dogs', 'd', 'do', 'dog', 's', 'gs', 'ogs', 'dogs', 'Xxx']]);
    expect(ids.words).toHaveLength(1);
    expect(ids.featureIds[0]).toHaveLength(9);
    expect(await failure('export @model.onnx --test-vectors @none.tsv')).toMatch(/^none\.tsv: /);
  });

  it.skipIf(!has(pythons[0], 'onnx')).each(['model-en', 'model-en-ner', 'model-ko'])(
    'agree with the rules in Python, of %s (skipped without python3-onnx)',
    async (name) => {
      const model = `${root}packages/${name}/model.onnx`;
      await tagger(`export ${model} --test-vectors -o @vectors.json`);
      expect(runPython(pythons[0], 'check_vectors.py', model, folder.path('vectors.json'))).toBe(
        '65 words of 8 sentences, 0 differ\n',
      );
    },
  );
});

it.skipIf(!has(pythons[1], 'onnxruntime'))(
  'a file of strings tags in Python (skipped without onnxruntime)',
  async () => {
    await tagger(`export ${root}packages/model-en/model.onnx --strings -o @words.onnx`);
    expect(runPython(pythons[1], 'tag.py')).toBe('She/PRON read/VERB it/PRON ./PUNCT\nStop/VERB !/PUNCT\n');
  },
);
