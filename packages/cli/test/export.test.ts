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

describe('tagger export --strings', () => {
  it('writes a file that tags words', async () => {
    const { status, stdout, stderr } = await tagger('export @model.onnx --strings -o @words.onnx');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^words\.onnx: \d+ kB, opset 20\n {2}takes words: strings \[batch, time\]\n {2}gives tags: last\n$/,
    );
    const session = await InferenceSession.create(folder.path('words.onnx'));
    const words = ['the', 'cats', 'see', 'Dogs', 'Dogs', '', '', ''];
    const { tags } = await session.run({ words: new Tensor('string', words, [2, 4]) });
    expect(tags?.data).toEqual(['DET', 'NOUN', 'VERB', 'NOUN', 'NOUN', '', '', '']);
    await session.release();
  });

  it('says what is missing or wrong', async () => {
    expect(await failure('export @model.onnx')).toBe('nothing says what to export (give --strings)');
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
