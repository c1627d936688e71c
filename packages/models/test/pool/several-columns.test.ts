import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import { Tagger } from '../../src/tagger/tagger';
import { createExtendedModel, extendedNetworks } from '../extended-models';
import { sampleSentences, sampleTags } from '../sample-model';

const network = extendedNetworks['bidirectional LSTM with three outputs']!;
const columns = [
  { name: 'lemma', scripts: ['l0,1,0,', 'abe', 'u0,0,0,'] },
  { name: 'feats', scripts: ['Case=Nom|Number=Sing', '_'] },
];
const several = createExtendedModel({
  ...network,
  otherOutputs: network.otherOutputs!.map((output, at) => ({ ...output, name: columns[at]!.name })),
});
const dictionary = {
  tagColumn: 'upos',
  entries: [{ tag: sampleTags[0]!, script: 'aknown', forms: ['dog'] }],
};
const bytes = encodeModelFile(
  {
    ...several.description,
    otherTags: columns.map(({ scripts }) => scripts),
    lemmas: { column: 'lemma', dictionary },
  },
  several.parameters,
);
const single = createExtendedModel({ ...network, otherOutputs: undefined });
const { training } = single.description;
/** A model of lemmas alone. */
const lemmas = encodeModelFile(
  {
    ...single.description,
    tags: sampleTags.map((_, at) => `l0,${at},0,x`),
    lemmas: { column: 'lemma' },
    training: { ...training, corpus: { ...training.corpus, column: 'lemma' } },
  },
  single.parameters,
);
const sentences = sampleSentences([3, 40, 0, 1, 12]);

let alone: Tagger;
beforeAll(async () => {
  alone = await Tagger.load(bytes);
});
afterAll(() => alone.release());

it('a word has the label of each column, its lemma and its features', async () => {
  const words = (await alone.tagBatch(sentences)).flat();
  for (const { tag, tags, lemma, features } of words) {
    expect(tags).toEqual({ upos: tag, lemma, feats: expect.any(String) });
    expect(features).toEqual(tags!.feats === '_' ? {} : { Case: 'Nom', Number: 'Sing' });
  }
  const [first] = await alone.tag('The dog runs.');
  expect(first).toMatchObject({ tags: { upos: first!.tag }, lemma: first!.lemma, start: 0, end: 3 });
});

it.each([
  ['several columns', bytes],
  ['lemmas alone', lemmas],
])('workers give the same of %s', async (_, file) => {
  const [pool, one] = [await Tagger.pool(file, { workers: 2 }), await Tagger.load(file)];
  for (const options of [{}, { topK: 2 }]) {
    expect(await pool.tagBatch(sentences, options)).toEqual(await one.tagBatch(sentences, options));
    const text = 'The dog runs. I saw her duck!\n\nA cat doesn’t see the dog.';
    expect(await pool.tag(text, options)).toEqual(await one.tag(text, options));
  }
  expect(await pool.score(sentences)).toEqual(await one.score(sentences));
  await pool.release();
  await one.release();
});
