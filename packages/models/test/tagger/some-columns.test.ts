import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import { Tagger } from '../../src/tagger/tagger';
import { createExtendedModel, extendedNetworks } from '../extended-models';
import { sampleSentences, sampleTags } from '../sample-model';

const network = extendedNetworks['bidirectional LSTM with three outputs']!;
const { description, parameters } = createExtendedModel({
  ...network,
  otherOutputs: network.otherOutputs!.map((output, at) => ({ ...output, name: ['lemma', 'xpos'][at]! })),
});
const entries = [{ tag: 'A', script: 'aknown', forms: ['dog'] }];
const bytes = encodeModelFile(
  {
    ...description,
    otherTags: [
      ['l0,1,0,', 'abe', 'u0,0,0,'],
      ['A', 'B'],
    ],
    lemmas: { column: 'lemma', dictionary: { tagColumn: 'xpos', entries } },
  },
  parameters,
);
const sentences = sampleSentences([3, 40, 0, 1, 12]);

let all: Tagger;
beforeAll(async () => {
  all = await Tagger.load(bytes);
});
afterAll(() => all.release());

describe('a tagger of some columns', () => {
  it.each([
    ['the first one', ['upos'], ['upos']],
    ['another one', ['xpos'], ['upos', 'xpos']],
    ['lemmas, with the column that their dictionary reads', ['lemma'], ['upos', 'lemma', 'xpos']],
    ['none but the first', [], ['upos']],
  ])('gives %s as one of all does', async (_, columns, expected) => {
    const some = await Tagger.load(bytes, { columns });
    const words = (await all.tagBatch(sentences)).flat();
    for (const [index, { tag, score, tags, lemma }] of (await some.tagBatch(sentences)).flat().entries()) {
      const whole = words[index]!;
      expect({ tag, score }).toEqual({ tag: whole.tag, score: whole.score });
      const own = Object.fromEntries(expected.map((name) => [name, whole.tags![name]]));
      expect(tags).toEqual(expected.length > 1 ? own : undefined);
      expect(lemma).toBe(expected.includes('lemma') ? whole.lemma : undefined);
    }
    expect(some.model.tags).toEqual(sampleTags);
    await some.release();
  });

  it('gives them on workers, and by the graph of the file', async () => {
    const options = { columns: ['xpos'] };
    const [some, pool] = [
      await Tagger.load(bytes, options),
      await Tagger.pool(bytes, { workers: 1, ...options }),
    ];
    const onnx = await Tagger.load(bytes, { runtime: 'onnx', ...options });
    const expected = await some.tagBatch(sentences);
    expect(await pool.tagBatch(sentences)).toEqual(expected);
    const labels = (await onnx.tagBatch(sentences)).map((words) => words.map(({ tags }) => tags));
    expect(labels).toEqual(expected.map((words) => words.map(({ tags }) => tags)));
    await Promise.all([some, pool, onnx].map((tagger) => tagger.release()));
  });

  it('refuses what the model does not have, or cannot be a column', async () => {
    await expect(Tagger.load(bytes, { columns: ['deprel'] })).rejects.toThrow(
      'the model has no column "deprel" (its columns are upos, lemma, xpos)',
    );
    await expect(Tagger.pool(bytes, { columns: ['deprel'] })).rejects.toThrow(
      'the model has no column "deprel"',
    );
    await expect(Tagger.load(bytes, { columns: 'upos' as never })).rejects.toThrow(
      'an array of names of columns',
    );
  });
});
