import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { failure } = folder;

beforeAll(async () => {
  const sentences = sampleSentences(60, 1);
  await folder.write('train.conllu', toConllu(sentences));
  await folder.write('text.txt', sentences.map((words) => words.map(([word]) => word).join(' ')).join('\n'));
});

const hint = /\(use a lower learning rate[^)]*\)$/;

describe('a training that diverges is an error in one line, and writes no file', () => {
  it.each(['--lr 1e6', '--lr 1e6 --json', '--lr 1e6 --epochs 1', '--lr 100 --optimizer adam'])(
    'train %s',
    async (flags) => {
      const message = await failure(
        `train --train @train.conllu -o @model.onnx --quiet ${tiny.join(' ')} ${flags}`,
      );
      expect(message).toMatch(/^training diverged: the loss/);
      expect(message).toMatch(hint);
    },
  );

  it.each(['--lr 1e6', '--lr 1e6 --json --threads 2'])('embed %s', async (flags) => {
    const message = await failure(`embed @text.txt -o @vectors.vec --dim 8 --quiet ${flags}`);
    expect(message).toMatch(/^training of the word vectors diverged: the loss/);
    expect(message).toMatch(hint);
  });
});
