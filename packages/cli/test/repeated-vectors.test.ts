import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, sampleSentences, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;
beforeAll(async () => {
  await folder.write('train.conllu', toConllu(sampleSentences(60, 1)));
});

describe('a vectors file with a word twice', () => {
  const warning =
    /^tagger: twice\.vec: 1 of 4 vectors are of a word that has one already, such as "dog": the first one counts\n/m;
  beforeAll(() => folder.write('twice.vec', '4 2\ndog 1 0\ncat 0 1\ndog 0 1\nduck 0.9 0.1\n'));

  it('trains with the first one, and says so once', async () => {
    const network = '--hidden 4 --epochs 1 --batch 8 --threads 1';
    const { status, stderr } = await tagger(
      `train --train @train.conllu --vectors @twice.vec -o @twice.onnx ${network}`,
    );
    expect(status).toBe(0);
    expect(stderr).toMatch(warning);
    expect(stderr.match(/first one counts/g)).toHaveLength(1);
    expect(stderr).toContain('3 word vectors of 2 numbers');
  });

  it('neighbours looks up the first one', async () => {
    const { status, stdout, stderr } = await tagger('neighbours @twice.vec dog --json');
    expect(status).toBe(0);
    expect(stderr).toMatch(warning);
    expect(JSON.parse(stdout)[0].neighbours.map(({ word }: { word: string }) => word)).toEqual([
      'duck',
      'cat',
    ]);
  });
});
