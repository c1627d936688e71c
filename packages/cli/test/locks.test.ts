import { lockFolder, lockOutput } from '@tagger/core/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger, failure } = folder;
const train = `train --train @train.conllu --epochs 1 ${tiny.join(' ')}`;

beforeAll(async () => {
  await folder.write('train.conllu', toConllu(sampleSentences(20, 1)));
  expect((await tagger(`${train} -o @tagger.onnx`)).status).toBe(0);
});

const busy = /: process \d+ is writing it already \(wait for it to end, or choose another output; .*\)$/;

describe('while another run writes an output', () => {
  it.each([
    [`${train} -o @out`, 'out'],
    [`${train} -o @other.onnx --log-gradients @out`, 'out'],
    ['embed @train.conllu -o @out', 'out'],
    ['tag @tagger.onnx @train.conllu -o @out', 'out'],
  ])('%s says so', async (line, name) => {
    const lock = await lockOutput(folder.path(name));
    const message = await failure(line);
    expect(message).toMatch(busy);
    expect(message).toMatch(/^out: process \d+ .* remove out\.lock\)$/);
    await lock.release();
    expect(await folder.list()).toEqual(['tagger.onnx', 'train.conllu']);
  });

  it.each([
    'test @tagger.onnx @train.conllu --report @out',
    'sweep --train @train.conllu --dev @train.conllu --grid lr=0.1,0.2 -o @out',
  ])('%s says so', async (line) => {
    const lock = await lockFolder(folder.path('out'));
    expect(await failure(line)).toMatch(busy);
    await lock.release();
  });
});

it('leaves no lock behind, done or not', async () => {
  expect((await tagger(`${train} -o @done.onnx`)).status).toBe(0);
  await failure('train --train @gone.conllu -o @new.onnx');
  await failure('test @tagger.onnx @gone.conllu --report @report');
  await failure('sweep --train @train.conllu --dev @gone.conllu --grid lr=0.1,0.2 -o @sweep');
  expect(await folder.list()).toEqual(['done.onnx', 'tagger.onnx', 'train.conllu']);
});

it('does not tag over the model', async () => {
  const message = await failure('tag @tagger.onnx @train.conllu -o @tagger.onnx --output-format conllu');
  expect(message).toBe('tagger.onnx is the model: the output would replace it (give -o another file)');
});
