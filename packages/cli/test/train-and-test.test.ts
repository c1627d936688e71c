import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;
const corpora = '--train @train.conllu --dev @dev.conllu';
const settings = `--epochs 3 ${tiny.join(' ')}`;
const dev = sampleSentences(10, 2);

beforeAll(async () => {
  await folder.write('train.conllu', toConllu(sampleSentences(60, 1)));
  await folder.write('dev.conllu', toConllu(dev));
});

describe('train', () => {
  it('writes the model, and nothing else stays', async () => {
    const { status, stdout, stderr } = await tagger(`train ${corpora} -o @model.onnx ${settings}`);
    expect(status).toBe(0);
    expect(await folder.list()).toEqual(['dev.conllu', 'model.onnx', 'train.conllu']);
    expect(stdout).toMatch(/token accuracy +\d+\.\d\d %/);
    expect(stdout).toContain('wrote model.onnx');
    expect(stderr).toContain('60 sentences, 360 tokens, 4 tags\n');
  });

  it('shows plain lines where there is no terminal: one for each epoch, nothing that moves', async () => {
    const { stderr } = await tagger(`train ${corpora} -o @model.onnx ${settings}`);
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toContain('\r');
    const epochs = stderr.split('\n').filter((line) => /^\d/.test(line) && line.includes('%'));
    expect(epochs.map((line) => line[0])).toEqual(['1', '2', '3']);
    expect(epochs[0]).toMatch(/^1 +\d+\.\d{4} +\d+\.\d\d % +[\d,]+ {2}best$/);
  });

  it('shows a bar at a terminal', async () => {
    const { stderr } = await tagger(`train ${corpora} -o @model.onnx ${settings}`, { isTerminal: true });
    expect(stderr).toMatch(/epoch 1\/3 .*tokens\/s \| loss .*left/);
  });

  it('prints one JSON object for programs', async () => {
    const { stdout, stderr } = await tagger(`train ${corpora} -o @model.onnx ${settings} --json --quiet`);
    expect(stderr).toBe('');
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      output: 'model.onnx',
      bytes: (await folder.read('model.onnx')).length,
      settings: { model: 'bilstm', epochs: 3, hiddenSize: 8, embeddingSize: 6, batchSize: 4, seed: 1 },
    });
    expect(result.history.map(({ epoch }: { epoch: number }) => epoch)).toEqual([1, 2, 3]);
    expect(result.scores).toEqual(result.history[result.epoch - 1].dev);
  });

  it('gives the same bytes for the same seed', async () => {
    await tagger(`train ${corpora} -o @first.onnx ${settings} --quiet`);
    await tagger(`train ${corpora} -o @second.onnx ${settings} --quiet`);
    await tagger(`train ${corpora} -o @third.onnx ${settings} --quiet --seed 2`);
    expect(await folder.read('second.onnx')).toEqual(await folder.read('first.onnx'));
    expect(await folder.read('third.onnx')).not.toEqual(await folder.read('first.onnx'));
  });

  it('takes the demonstration corpus without --train, and says so', async () => {
    const { status, stderr } = await tagger(`train -o @model.onnx --epochs 1 ${tiny.join(' ')}`);
    expect(status).toBe(0);
    expect(stderr).toContain('demonstration corpus');
    expect(stderr).toMatch(/\n7\d\d sentences/);
  });

  it.each(['rnn --cell-output tanh', 'lstm --cell-output identity'])('trains --model %s', async (model) => {
    const { status } = await tagger(`train ${corpora} -o @model.onnx --model ${model} ${settings} --quiet`);
    expect(status).toBe(0);
    expect((await tagger('test @model.onnx @dev.conllu')).status).toBe(0);
  });
});

describe('test', () => {
  beforeAll(async () => {
    await tagger(`train ${corpora} -o @model.onnx ${settings} --quiet`);
  });

  it('agrees with a count of the tags that `tagger tag` gives', async () => {
    const { stdout } = await tagger('test @model.onnx @dev.conllu --json');
    const tagged = await tagger('tag @model.onnx @dev.conllu --output-format jsonl');
    const predicted: string[][] = tagged.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).tags);
    const right = dev.map((sentence, index) => sentence.map(([, tag], t) => predicted[index]![t] === tag));
    const result = JSON.parse(stdout);
    expect(result.accuracy).toBeCloseTo(right.flat().filter(Boolean).length / 60, 12);
    expect(result.sentenceAccuracy).toBeCloseTo(right.filter((all) => all.every(Boolean)).length / 10, 12);
    expect(result).toMatchObject({ tokens: 60, sentences: 10 });
    for (const field of ['macroF1', 'unknownAccuracy', 'loss']) expect(result).toHaveProperty(field);
  });

  it('has the confusion matrix in JSON if asked', async () => {
    expect(
      JSON.parse((await tagger('test @model.onnx @dev.conllu --json')).stdout).confusion,
    ).toBeUndefined();
    const { stdout } = await tagger('test @model.onnx @dev.conllu --json --confusion');
    expect(
      JSON.parse(stdout)
        .confusion.counts.flat()
        .reduce((a: number, b: number) => a + b),
    ).toBe(60);
  });

  it('prints tables that fit 80 columns', async () => {
    const { stdout } = await tagger('test @model.onnx @dev.conllu');
    expect(stdout).toMatch(/^token accuracy +\d+\.\d\d %\n/);
    expect(stdout).toMatch(/\ntag +precision +recall +F1 +tokens\n/);
    expect(stdout).toMatch(/\nPUNCT +\d+\.\d\d % +\d+\.\d\d % +\d+\.\d\d % +10\n/);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('scores spans where the tags mark them', async () => {
    await folder.write('ner.conll', 'Ann B-PER\nsings O\n\nBob B-PER\nsings O\n\n'.repeat(10));
    await tagger(`train --train @ner.conll -o @ner.onnx ${settings} --preset report --quiet`);
    const { stdout } = await tagger('test @ner.onnx @ner.conll --json');
    expect(JSON.parse(stdout).spanF1).toBe(1);
    expect((await tagger('test @ner.onnx @ner.conll')).stdout).toMatch(/\nPER +100\.00 %/);
  });

  it('reads standard input', async () => {
    const input = await folder.readText('dev.conllu');
    const fromFile = await tagger('test @model.onnx @dev.conllu --json');
    expect(await tagger('test @model.onnx - --format conllu --json', { input })).toEqual(fromFile);
  });

  it('takes the column that the model was trained on', async () => {
    const swap = (text: string) => text.replace(/_\t([A-Z]+)\t_/g, '_\t_\t$1');
    await folder.write('xpos.conllu', swap(await folder.readText('train.conllu')));
    await tagger(`train --train @xpos.conllu --column xpos -o @xpos.onnx ${settings} --quiet`);
    const { status, stdout } = await tagger('test @xpos.onnx @xpos.conllu --json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).accuracy).toBeGreaterThan(0.5);
  });
});
