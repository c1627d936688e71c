import type { Sentence } from '@tagger/core';
import { loadRuntime, Tagger } from '@tagger/models';
import { OnnxEngine, type TrainOptions, testTagger, train } from '@tagger/trainer';
import { expect, it } from 'vitest';
import { sampleCorpus } from './sample-corpus';

const settings = { epochs: 8, hiddenSize: 12, embeddingSize: 8, batchSize: 4, learningRate: 0.5 };

/** The lemma of a verb is without its s; `the` has another one in capitals. */
function lemmaOf(word: string, tag: string): string {
  return tag === 'VERB' ? word.slice(0, -1) : word;
}

function withColumns(count: number, seed: number, change = (sentence: Sentence) => sentence) {
  const corpus = sampleCorpus(count, seed);
  const sentences = corpus.sentences.map((sentence): Sentence => {
    const { words, tags } = sentence;
    const columns = {
      lemma: words.map((word, t) => lemmaOf(word, tags![t]!)),
      feats: tags!.map((tag) => (tag === 'NOUN' ? 'Gender=Com|Number=Sing' : '_')),
      empty: words.map(() => undefined),
    };
    return change({ ...sentence, columns });
  });
  return { ...corpus, sentences };
}

async function trainOn(corpus: ReturnType<typeof withColumns>, rest: Partial<TrainOptions> = {}) {
  const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
  return train({ train: corpus, settings, engine, about: { column: 'upos' }, ...rest });
}

async function* stream(sentences: readonly Sentence[]) {
  yield* sentences;
}

it('trains an output for each column that has labels, and gives lemmas of forms that it has not seen', async () => {
  const dev = withColumns(20, 2);
  const model = await trainOn(withColumns(80, 1), { dev });
  const { network, tags, otherTags, combinations, lemmas, training } = model.description;
  expect(network.otherOutputs!.map(({ name }) => name)).toEqual(['lemma', 'feats']);
  expect(otherTags).toEqual([
    ['l0,0,0,', 'l0,1,0,'],
    ['Gender=Com|Number=Sing', '_'],
  ]);
  expect(lemmas!.column).toBe('lemma');
  expect(combinations).toEqual({ feats: tags.map((tag) => [tag === 'NOUN' ? 0 : 1]) });
  const { columns } = model.history.find(({ epoch }) => epoch === training.epoch)!.dev!;
  expect(training.columnScores).toEqual(columns);
  expect(Object.keys(columns!)).toEqual(['upos', 'lemma', 'feats']);
  expect(columns!.upos!.accuracy).toBe(training.scores!.accuracy);
  expect(columns!.lemma!.accuracy).toBeGreaterThan(0.9);

  const tagger = await Tagger.load<string, 'upos' | 'lemma' | 'feats'>(model.bytes);
  const [, dog, verb] = await tagger.tagTokens(['the', 'dog', 'hears', 'the', 'cat', '.']);
  expect(verb).toMatchObject({ tag: 'VERB', lemma: 'hear', features: {} });
  expect(dog!.tags).toEqual({ upos: 'NOUN', lemma: 'dog', feats: 'Gender=Com|Number=Sing' });
  expect(dog!.features).toEqual({ Gender: 'Com', Number: 'Sing' });
  // Words share them.
  expect([Object.isFrozen(dog!.tags), Object.isFrozen(dog!.features)]).toEqual([true, true]);
  const result = await testTagger(tagger, stream(dev.sentences));
  expect(Object.keys(result.outputs!)).toEqual(['upos', 'lemma', 'feats']);
  expect(result.outputs!.upos!.accuracy).toBe(result.accuracy);
  for (const name of ['upos', 'feats']) expect(result.outputs![name]).toEqual(columns![name]);
  const { accuracy, dictionaryAccuracy } = columns!.lemma!;
  expect(result.outputs!.lemma!.accuracy).toBe(lemmas!.dictionary ? dictionaryAccuracy : accuracy);
  await tagger.release();
});

it('is tested where its first column has the lemmas, and the dictionary knows them', async () => {
  const lemmatize = (sentence: Sentence): Sentence => {
    return { words: sentence.words, tags: sentence.columns!.lemma as string[] };
  };
  const corpus = withColumns(40, 1, lemmatize);
  const about = { column: 'lemma' };
  const model = await trainOn(corpus, { about, settings: { ...settings, epochs: 1 } });
  expect(model.description.lemmas!.dictionary).toBeDefined();
  const tagger = await Tagger.load(model.bytes);
  const scores: number[] = [];
  const onSentence = (tested: { readonly scores: readonly number[] }) => scores.push(...tested.scores);
  const { accuracy, outputs } = await testTagger(tagger, stream(corpus.sentences), { onSentence });
  expect([accuracy, outputs.lemma!.accuracy]).toEqual([1, 1]);
  for (const score of scores) expect(score > 0 && score <= 1).toBe(true);
  const wrong = corpus.sentences.map(({ words, tags }): Sentence => ({ words, tags: tags!.with(0, 'x') }));
  const result = await testTagger(tagger, stream(wrong));
  const tokens = wrong.reduce((sum, { words }) => sum + words.length, 0);
  expect(result.accuracy).toBeCloseTo(1 - wrong.length / tokens, 10);
  expect(result.outputs.lemma!.accuracy).toBe(result.accuracy);
  await tagger.release();
});

it('learns from the labels that there are: others change nothing', async () => {
  // Every other sentence has no feats, and some words no lemma.
  const without = (mark: string | undefined) =>
    withColumns(20, 1, (sentence) => {
      const { lemma, ...columns } = sentence.columns!;
      const partly = { ...columns, lemma: lemma!.with(1, mark) };
      if (sentence.line! % 2 === 0) return { ...sentence, columns: partly };
      return { ...sentence, columns: { lemma: partly.lemma } };
    });
  const model = await trainOn(without(undefined));
  expect(model.description.otherTags!.map((tags) => tags.length)).toEqual([2, 2]);
  expect(model.description.combinations).toBeUndefined();
  expect((await trainOn(without('whole'))).bytes).not.toEqual(model.bytes);
  const { sentences, ...rest } = without(undefined);
  const untagged = sentences.map((sentence, index): Sentence => {
    const { tags: _, ...own } = sentence;
    return index === 3 ? own : sentence;
  });
  const partly = await trainOn({ ...rest, sentences: untagged });
  expect(partly.description.tags).toEqual(model.description.tags);
  expect(partly.bytes).not.toEqual(model.bytes);
});

it('learns from auxiliary columns as from its own, and does not give them', async () => {
  const dev = withColumns(20, 2);
  const whole = await trainOn(withColumns(80, 1), { dev });
  const model = await trainOn(withColumns(80, 1), { dev, auxiliary: ['feats'] });
  const { network, otherTags, combinations, training } = model.description;
  expect(network.otherOutputs!.map(({ name }) => name)).toEqual(['lemma']);
  expect(otherTags).toHaveLength(1);
  expect(combinations).toBeUndefined();
  expect(training.corpus.auxiliary).toEqual(['feats']);
  expect(Object.keys(training.columnScores!)).toEqual(['upos', 'lemma']);
  expect(model.bytes.length).toBeLessThan(whole.bytes.length);
  const taggers = [
    await Tagger.load(whole.bytes, { columns: ['upos', 'lemma'] }),
    await Tagger.load(model.bytes),
  ] as const;
  const words = ['the', 'dog', 'hears', 'the', 'cat', '.'];
  expect(await taggers[1].tagTokens(words)).toEqual(await taggers[0].tagTokens(words));
  for (const tagger of taggers) await tagger.release();

  const plain = await trainOn(withColumns(20, 1), { auxiliary: ['feats', 'lemma'] });
  for (const part of ['otherTags', 'lemmas', 'combinations'])
    expect(plain.description).not.toHaveProperty(part);
  expect(plain.description.network).not.toHaveProperty('otherOutputs');
});

it('refuses auxiliary columns that have no labels, or that the model gives which training goes on from', async () => {
  const corpus = withColumns(20, 1);
  await expect(trainOn(corpus, { auxiliary: ['empty'] })).rejects.toThrow(
    'the training corpus has no labels in the auxiliary column empty',
  );
  const sentences = corpus.sentences.map(({ columns, ...rest }): Sentence => {
    return { ...rest, columns: { feats: columns!.feats! } };
  });
  const { bytes } = await trainOn({ ...corpus, sentences });
  await expect(
    trainOn({ ...corpus, sentences }, { from: { name: 'a.onnx', bytes }, auxiliary: ['feats'] }),
  ).rejects.toThrow('a.onnx gives the column feats, which can be auxiliary no more');
});

it('goes on with a checkpoint of its own columns alone', async () => {
  const controller = new AbortController();
  const { mkdtemp, rm } = await import('node:fs/promises');
  const folder = await mkdtemp('/tmp/tagger-columns-');
  const path = `${folder}/checkpoint`;
  const options = (resume: boolean) => ({ dev: withColumns(5, 2), checkpoint: { path, resume } });
  const whole = await trainOn(withColumns(20, 1), options(false));
  const onEvent: TrainOptions['onEvent'] = (event) => {
    if (event.type === 'epoch' && event.epoch === 3) controller.abort();
  };
  const interrupted = trainOn(withColumns(20, 1), { ...options(false), onEvent, signal: controller.signal });
  await expect(interrupted).rejects.toThrow('interrupted in epoch 4');
  expect((await trainOn(withColumns(20, 1), options(true))).bytes).toEqual(whole.bytes);
  const other = withColumns(20, 1, (sentence) => ({
    ...sentence,
    columns: { ...sentence.columns, lemma: sentence.columns!.lemma!.map(() => 'x') },
  }));
  await trainOn(withColumns(20, 1), options(false));
  await expect(trainOn(other, options(true))).rejects.toThrow('training corpus');
  await rm(folder, { recursive: true });
});

it('trains the column lemma alone, which has tags of its own in a test', async () => {
  const corpus = withColumns(60, 1, ({ columns, ...sentence }) => ({
    ...sentence,
    tags: columns!.lemma as readonly string[],
  }));
  const model = await trainOn(corpus, { about: { column: 'lemma' }, dev: corpus });
  expect(model.description.tags).toEqual(['l0,0,0,', 'l0,1,0,']);
  const tagger = await Tagger.load(model.bytes);
  const [, , verb] = await tagger.tagTokens(['the', 'dog', 'hears', 'the', 'cat', '.'], { topK: 2 });
  expect(verb).toMatchObject({ tag: 'hear', lemma: 'hear' });
  expect(verb!.alternatives!.map(({ tag }) => tag).sort()).toEqual(['hear', 'hears']);
  const result = await testTagger(tagger, stream(corpus.sentences));
  expect(result.accuracy).toBe(result.outputs!.lemma!.accuracy);
  expect(result.tokensWithoutLoss).toBe(0);
  await tagger.release();
});

it('refuses labels that are not one for each word, and the name of the first output', async () => {
  const broken = withColumns(5, 1, (sentence) => ({ ...sentence, columns: { lemma: ['a'] } }));
  await expect(trainOn(broken)).rejects.toThrow(
    /sample-1\.conllu:1: a sentence of \d words has 1 labels in the column lemma/,
  );
  const named = withColumns(5, 1, (sentence) => ({ ...sentence, columns: { tags: sentence.tags! } }));
  await expect(trainOn(named)).rejects.toThrow('cannot be called "tags" (make it the first column)');
});
