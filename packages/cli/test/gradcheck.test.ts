import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;

beforeAll(async () => {
  await folder.write('train.conllu', toConllu(sampleSentences(20, 1)));
  await folder.write('other.conllu', toConllu([[['dog', 'WOOF']]]));
  await folder.write('text.txt', 'The dog sees the cat .\n\nThe bird .\n');
  for (const model of ['rnn', 'lstm']) {
    const line = `train --preset report --train @train.conllu -o @${model}.onnx --model ${model} --epochs 1 --quiet`;
    expect((await tagger(`${line} ${tiny.join(' ')}`)).status).toBe(0);
  }
});

describe('gradcheck', () => {
  it('needs no model', async () => {
    const { status, stdout, stderr } = await tagger('gradcheck');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^LSTM, hidden size 12\nsentences: 3, words: 10 \(different: \d\), loss: \d\.\d{4}\n/,
    );
    expect(stdout).toMatch(/\nrecurrentWeight +48 × 12 +20 of 576 +\d\.\de-\d+ +ok\n/);
    expect(stdout).toMatch(/\noutputBias +5 +all 5 /);
    expect(stdout).toContain('agrees with central differences in float64, tolerance 1e-6\n');
  });

  it('checks every parameter of a network with all that there is', async () => {
    const flags = '--model bilstm --layers 2 --features --characters 2 --crf --epochs 1 --quiet';
    const train = `train --train @train.conllu -o @all.onnx ${flags} --hidden 3 --embedding 2 --feature-size 2`;
    expect((await tagger(train)).stderr).toBe('');
    // Of each parameter a few numbers: packages/models/test/gradients checks all.
    const { status, stdout } = await tagger('gradcheck @all.onnx --json --samples 2');
    const { parameters, passed } = JSON.parse(stdout);
    expect(passed, stdout).toBe(true);
    expect(status).toBe(0);
    const names = parameters.map(({ name }: { name: string }) => name);
    expect(names).toContain('features');
    expect(names).toContain('characters.recurrentWeight.backward');
    expect(names).toContain('recurrentWeight.2.backward');
    expect(names).toContain('transitions');
  });

  it.each(['rnn', 'lstm'])('checks the network of a file: %s', async (model) => {
    const { status, stdout } = await tagger(`gradcheck @${model}.onnx --json`);
    expect(status).toBe(0);
    const { network, parameters, ...result } = JSON.parse(stdout);
    expect(network).toMatchObject({ cell: model, hiddenSize: 8 });
    expect(result).toMatchObject({ passed: true, tolerance: 1e-6, sentences: 3, words: 10 });
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual([
      'embedding',
      'inputWeight',
      'recurrentWeight',
      'bias',
      'outputWeight',
      'outputBias',
    ]);
    for (const { error, largestGradient } of parameters) {
      expect(error).toBeLessThan(1e-6);
      expect(largestGradient).toBeGreaterThan(0);
    }
  });

  it('checks every number, or so many', async () => {
    const counts = async (flags: string) =>
      JSON.parse((await tagger(`gradcheck @rnn.onnx --json ${flags}`)).stdout).parameters.map(
        ({ checked, candidates }: { checked: number; candidates: number }) => [checked, candidates],
      );
    // Of the embedding, the words of the sentences: 6 numbers each.
    const words = JSON.parse((await tagger('gradcheck @rnn.onnx --json')).stdout).distinctWords;
    const sizes = [6 * words, 48, 64, 8, 32, 4];
    expect(await counts('--all')).toEqual(sizes.map((size) => [size, size]));
    expect(await counts('--samples 7')).toEqual(sizes.map((size) => [Math.min(7, size), size]));
  });

  it('takes the first sentences of a corpus, tagged or not, with a model and without', async () => {
    for (const model of ['@lstm.onnx', '']) {
      const run = (corpus: string) => tagger(`gradcheck ${model} --corpus @${corpus} --sentences 2`);
      const tagged = await run('train.conllu');
      expect(tagged.status).toBe(0);
      expect(tagged.stdout).toContain('sentences: 2, words: 12 ');
      const plain = await run('text.txt');
      expect(plain.status).toBe(0);
      expect(plain.stdout).toContain('sentences: 2, words: 9 (different: 7)');
    }
  });

  it('is the same for the same seed', async () => {
    const run = async (seed: number) => (await tagger(`gradcheck @lstm.onnx --seed ${seed}`)).stdout;
    const first = await run(1);
    expect(await run(1)).toBe(first);
    expect(await run(2)).not.toBe(first);
  });

  it('exits with 1 where an error is above the tolerance', async () => {
    const { status, stdout } = await tagger('gradcheck @lstm.onnx --tolerance 1e-18');
    expect(status).toBe(1);
    expect(stdout).toMatch(/embedding .* WRONG\n/);
    expect(stdout).toContain('differs from central differences in float64, tolerance 1e-18\n');
    const json = await tagger('gradcheck @lstm.onnx --tolerance 1e-18 --json');
    expect(json.status).toBe(1);
    expect(JSON.parse(json.stdout).passed).toBe(false);
  });

  it('shows a bar at a terminal', async () => {
    const { stderr } = await tagger('gradcheck', { isTerminal: true });
    expect(stderr).toMatch(/checking .* numbers/);
  });

  it.each([
    ['@gone.onnx', 'gone.onnx: no such file'],
    [
      '@train.conllu',
      'train.conllu: not a model file, or only a part of one (train it again, or copy it again from where it came)',
    ],
    ['@lstm.onnx --corpus @gone.conllu', 'gone.conllu: no such file'],
    [
      '@lstm.onnx --corpus @other.conllu',
      'other.conllu: the model has none of its tags (choose another column with --column)',
    ],
  ])('refuses %s', async (line, message) => {
    const { status, stdout, stderr } = await tagger(`gradcheck ${line}`);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(`tagger: ${message}\n`);
  });
});
