import { type Sentence, TagSet } from '@tagger/core';
import { createRandom, SpanGrammar } from '@tagger/core/internal';
import { loadRuntime, Tagger } from '@tagger/models';
import { createNetwork } from '@tagger/models/internal';
import { OnnxEngine, testTagger, train } from '@tagger/trainer';
import { expect, it } from 'vitest';
import { SpanConstraints } from '../src/evaluation/span-constraints';

/** Sentences whose names are one to three capitals, which tell their type badly: word by word, a name has both. */
function createCorpus(count: number, seed: number, isIob1 = false) {
  const random = createRandom(seed, 'names');
  const sentences = Array.from({ length: count }, (): Sentence => {
    const words: string[] = [];
    const tags: string[] = [];
    for (let part = 0; part < 4; part++) {
      if (random.integer(2) === 0) {
        words.push('we');
        tags.push('O');
        continue;
      }
      const type = random.integer(2) === 0 ? 'x' : 'y';
      for (let step = 0; step <= random.integer(3); step++) {
        words.push((type === 'x' ? 'AABC' : 'BCCA')[random.integer(4)]!);
        const isInside = isIob1 ? tags.at(-1)?.at(-1) !== type : step > 0;
        tags.push(`${isInside || (isIob1 && step > 0) ? 'I' : 'B'}-${type}`);
      }
    }
    return { words, tags };
  });
  return { name: 'names.tsv', sentences };
}

async function* stream(sentences: readonly Sentence[]) {
  yield* sentences;
}

async function trainOn(output: 'softmax' | 'crf', isIob1 = false) {
  const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
  return train({
    train: createCorpus(60, 1, isIob1),
    dev: createCorpus(60, 2, isIob1),
    settings: {
      epochs: 2,
      hiddenSize: 8,
      embeddingSize: 4,
      batchSize: 4,
      learningRate: 0.3,
      crf: output === 'crf',
    },
    engine,
    about: { column: 'ner' },
  });
}

it.each(['softmax', 'crf'] as const)(
  'scores on dev are those of the tagger, in the scheme: %s',
  async (output) => {
    const { bytes, description, history } = await trainOn(output);
    const tagger = await Tagger.load(bytes);
    const { sentences } = createCorpus(60, 2);
    const grammar = SpanGrammar.of(description.tags)!;
    const seen: number[][] = [];
    const result = await testTagger(tagger, stream(sentences), {
      onSentence: ({ predicted }) => seen.push(predicted.map((tag) => description.tags.indexOf(tag))),
    });
    expect(seen.every((ids) => grammar.allowsAll(ids))).toBe(true);
    const { dev } = history.find(({ epoch }) => epoch === description.training.epoch)!;
    expect(dev!.accuracy).toBe(result.accuracy);
    expect(dev!.spanF1).toBe(result.spanF1);
    expect(dev!.loss).toBeCloseTo(result.loss!, 3);
    expect(description.training.corpus.iob1Columns).toBeUndefined();
    await tagger.release();
  },
);

it('a model of IOB1 begins spans with I', async () => {
  const { bytes, description } = await trainOn('softmax', true);
  expect(description.training.corpus.iob1Columns).toEqual(['ner']);
  const tagger = await Tagger.load(bytes);
  const words = (
    await tagger.tagBatch(createCorpus(60, 2, true).sentences.map((sentence) => sentence.words))
  ).flat();
  const tags = new Set(words.map(({ tag }) => tag));
  expect([...tags].some((tag) => tag.startsWith('I'))).toBe(true);
  await tagger.release();
});

it('chooses the best sequence of the scheme, not the best tag of each step', () => {
  const tagSet = TagSet.from(['B-x', 'I-x', 'O']);
  const sizes = {
    cell: 'rnn',
    cellOutput: 'tanh',
    hiddenSize: 1,
    embeddingSize: 1,
    vocabularySize: 1,
  } as const;
  const network = createNetwork({ ...sizes, tagCount: 3 });
  const train = { length: 0, at: () => undefined };
  const constraints = new SpanConstraints(network, { tagSet, otherColumns: [], train }, 'ner');
  const logarithms = (...probabilities: number[]) => Float32Array.from(probabilities, Math.log);
  const scores = logarithms(0.2, 0.1, 0.7, 0.3, 0.5, 0.2);
  expect([...Array.from(constraints.choose(0, scores, 3))]).toEqual([2, 0]);
  expect([...Array.from(constraints.choose(0, logarithms(0.4, 0.1, 0.5, 0.1, 0.8, 0.1), 3))]).toEqual([0, 1]);
});
