import type { Sentence } from '@tagger/core';
import { loadRuntime, Tagger } from '@tagger/models';
import { collectReport, OnnxEngine, type TrainedModel, testTagger, train } from '@tagger/trainer';
import { expect, it } from 'vitest';
import { sampleCorpus } from './sample-corpus';

const settings = { epochs: 2, hiddenSize: 6, embeddingSize: 5, batchSize: 4, learningRate: 0.3 };
const whole = sampleCorpus(30, 1);

/** The corpus with a mark in the place of each verb's tag, which is no label. */
function withoutVerbs(mark: string, isLabel = false) {
  const sentences = whole.sentences.map((sentence): Sentence => {
    const verb = sentence.tags!.indexOf('VERB');
    return { ...sentence, tags: sentence.tags!.with(verb, mark), ...(!isLabel && { unlabelled: [verb] }) };
  });
  return { ...whole, sentences };
}

async function trainOn(corpus: typeof whole, crf: boolean): Promise<TrainedModel> {
  const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
  return train({ train: corpus, settings: { ...settings, crf }, engine });
}

it.each([
  ['softmax', false],
  ['a CRF', true],
])('a word without a label teaches nothing to a network with %s', async (_, crf) => {
  const model = await trainOn(withoutVerbs('_'), crf);
  expect(model.description.tags).toEqual(['ADJ', 'DET', 'NOUN', 'PUNCT']);
  expect((await trainOn(withoutVerbs('DET'), crf)).bytes).toEqual(model.bytes);
  expect((await trainOn(withoutVerbs('DET', true), crf)).bytes).not.toEqual(model.bytes);
  expect(model.history.at(-1)!.loss).toBeLessThan(model.history[0]!.loss);
});

it('a word without a label is left out of every score', async () => {
  const tagger = await Tagger.load((await trainOn(whole, false)).bytes);
  async function* stream({ sentences }: typeof whole) {
    yield* sentences;
  }
  const partly = await testTagger(tagger, stream(withoutVerbs('_')));
  const all = await testTagger(tagger, stream(whole));
  const report = await collectReport(tagger, stream(withoutVerbs('_')));
  await tagger.release();
  expect(partly).toMatchObject({ tokens: all.tokens - 30, unlabelledTokens: 30, unseenTags: {} });
  expect(all).not.toHaveProperty('unlabelledTokens');
  expect(partly.perTag.filter(({ support }) => support > 0)).toHaveLength(4);
  expect(partly.loss!).toBeLessThan(all.loss!);
  expect(report.result).toEqual(partly);
  const count = (groups: readonly { readonly tokens: number }[]) =>
    groups.reduce((sum, { tokens }) => sum + tokens, 0);
  for (const groups of [report.byWord, report.byLength]) expect(count(groups)).toBe(partly.tokens);
  const scored = report.calibration.map(({ count }) => ({ tokens: count }));
  expect(count(scored)).toBe(partly.tokens);
});

it('an error of a corpus names the file of the sentence', async () => {
  const sentences: Sentence[] = [...whole.sentences, { words: ['a'], line: 1 }];
  const files = [
    { name: 'a.conllu', sentences: 30 },
    { name: 'b.conllu', sentences: 1 },
  ];
  await expect(trainOn({ ...whole, sentences, files }, false)).rejects.toThrow(
    'b.conllu: no tags in the chosen column',
  );
  const model = await trainOn(
    {
      ...whole,
      files: [
        { name: 'x/a.conllu', sentences: 20 },
        { name: 'b', sentences: 10 },
      ],
    },
    false,
  );
  expect(model.description.training.corpus.name).toBe('a.conllu, b');
});
