import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sentence } from '@tagger/core';
import { loadRuntime, Tagger } from '@tagger/models';
import { decodeModelFile } from '@tagger/models/internal';
import { InterruptedError, OnnxEngine, type TrainOptions, testTagger, train } from '@tagger/trainer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleCorpus } from './sample-corpus';

const settings = {
  model: 'bilstm',
  epochs: 4,
  hiddenSize: 8,
  embeddingSize: 6,
  features: true,
  featureSize: 4,
  characterSize: 4,
  crf: true,
  batchSize: 4,
  learningRate: 0.02,
  optimizer: 'adam',
  minimumCount: 1,
} as const;

const corpus = sampleCorpus(60, 1);
const dev = sampleCorpus(30, 2);

/** Sentences as the sample's, in which `zebu`, which it lacks, is tagged with a label of its own. */
function withBeasts(count: number, seed: number): { name: string; sentences: Sentence[] } {
  const sentences = sampleCorpus(count, seed).sentences.map((sentence, index): Sentence => {
    const at = sentence.tags!.indexOf('NOUN');
    if (index % 2 === 1) return sentence;
    return {
      ...sentence,
      words: sentence.words.with(at, 'zebu'),
      tags: sentence.tags!.with(at, 'BEAST'),
    };
  });
  return { name: `beasts-${seed}.conllu`, sentences };
}

const engine = async () => new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
const run = async (options: Omit<TrainOptions, 'engine'>) => train({ ...options, engine: await engine() });
async function scoreOf(bytes: Uint8Array, sentences: readonly Sentence[]) {
  const tagger = await Tagger.load(bytes);
  async function* stream() {
    yield* sentences;
  }
  const result = await testTagger(tagger, stream());
  await tagger.release();
  return result;
}

let first: Awaited<ReturnType<typeof run>>;
let from: { name: string; bytes: Uint8Array };
beforeAll(async () => {
  first = await run({
    train: corpus,
    dev,
    settings,
    about: { column: 'upos', licence: 'CC0', language: 'en' },
  });
  from = { name: 'models/first.onnx', bytes: first.bytes };
});

describe('a training that goes on from a model', () => {
  it('has its network, words, tags and settings, and the same scores where nothing is new', async () => {
    const next = await run({ from, train: corpus, dev, settings: { epochs: 1, learningRate: 1e-9 } });
    const { description } = next;
    expect(description.network).toEqual(first.description.network);
    expect(description.words).toEqual(first.description.words);
    expect(description.tags).toEqual(first.description.tags);
    expect(description.training.settings).toEqual({
      ...first.description.training.settings,
      epochs: 1,
      learningRate: 1e-9,
    });
    // The tiny grammar is tagged as well by some other networks: every weight is compared.
    const [before, after] = [first.bytes, next.bytes].map((bytes) => decodeModelFile(bytes, 'm').parameters);
    expect(Object.keys(after!)).toEqual(Object.keys(before!));
    for (const [name, values] of Object.entries(before!))
      expect(Math.max(...values.map((value, at) => Math.abs(value - after![name]![at]!))), name).toBeLessThan(
        1e-5,
      );
    const own = await scoreOf(first.bytes, dev.sentences);
    expect((await scoreOf(next.bytes, dev.sentences)).accuracy).toBe(own.accuracy);
    expect(description.training).toMatchObject({
      corpus: { name: 'sample-1.conllu', column: 'upos', language: 'en' },
      from: { name: 'first.onnx', corpus: { name: 'sample-1.conllu', sentences: 60, licence: 'CC0' } },
    });
    expect(description.training.corpus.licence).toBeUndefined();
  });

  it('keeps the scores where it learns on', async () => {
    const next = await run({ from, train: corpus, dev });
    // 15 steps in an epoch: 40 of them are 600 steps.
    expect(next.history).toHaveLength(40);
    const own = await scoreOf(first.bytes, dev.sentences);
    expect((await scoreOf(next.bytes, dev.sentences)).accuracy).toBeGreaterThanOrEqual(own.accuracy);
  });

  it('learns a new label and a new word, with the old tags in their places', async () => {
    const next = await run({ from, train: withBeasts(20, 3), rehearse: corpus, settings: { epochs: 6 } });
    const { tags, words, lookup, network, training } = next.description;
    expect(tags).toEqual([...first.description.tags, 'BEAST']);
    expect(words).toEqual([...first.description.words, 'zebu']);
    expect(lookup.trainedWords).toBe(words.length);
    expect(network).toMatchObject({ tagCount: tags.length, vocabularySize: words.length + 1 });
    // 20 new sentences, and all 60 of the earlier ones.
    expect(training.corpus).toMatchObject({ name: 'beasts-3.conllu', sentences: 80 });
    const { perTag, accuracy } = await scoreOf(next.bytes, withBeasts(30, 4).sentences);
    expect(perTag.find(({ tag }) => tag === 'BEAST')!.f1).toBeGreaterThan(0.9);
    expect(accuracy).toBeGreaterThan(0.95);
    expect((await scoreOf(next.bytes, dev.sentences)).accuracy).toBeGreaterThan(0.95);
  });

  it('starts the row of a new word from that of the unknown word, and all that is known from itself', async () => {
    const next = await run({
      from,
      train: withBeasts(20, 3),
      settings: { epochs: 1, learningRate: 1e-12, averageEpochs: 0 },
    });
    const own = decodeModelFile(first.bytes, 'a');
    const extended = decodeModelFile(next.bytes, 'b');
    const { embeddingSize: D } = settings;
    const size = own.parameters.embedding!.length;
    const near = (values: Float32Array) => Array.from(values, (value) => Math.fround(value).toFixed(5));
    expect(near(extended.parameters.embedding!.slice(0, size))).toEqual(near(own.parameters.embedding!));
    expect(near(extended.parameters.embedding!.slice(size))).toEqual(
      near(own.parameters.embedding!.slice(0, D)),
    );
    // Transitions among old tags, and those of the boundary, which is the last of both.
    const [S, T] = [first.description.tags.length + 1, first.description.tags.length + 2];
    const [before, after] = [own.parameters.transitions!, extended.parameters.transitions!];
    expect(after[0 * T + 1]).toBeCloseTo(before[0 * S + 1]!, 5);
    expect(after[(T - 1) * T + 2]).toBeCloseTo(before[(S - 1) * S + 2]!, 5);
    expect(after[2 * T + T - 1]).toBeCloseTo(before[2 * S + S - 1]!, 5);
    // Features and characters of what is known are read as before.
    const words = { words: ['the', 'dog', 'ducks', '.'] };
    const read = async (bytes: Uint8Array) => {
      const tagger = await Tagger.load(bytes);
      const tagged = await tagger.tagTokens(words.words);
      await tagger.release();
      return tagged.map(({ tag }) => tag);
    };
    expect(await read(next.bytes)).toEqual(await read(first.bytes));
  });

  it('adds a column', async () => {
    const sentences = corpus.sentences.map((sentence) => ({
      ...sentence,
      columns: { size: sentence.words.map((word) => (word.length > 3 ? 'long' : 'short')) },
    }));
    const next = await run({ from, train: { name: 'sizes', sentences }, settings: { epochs: 6 } });
    expect(next.description.network.otherOutputs).toMatchObject([
      { name: 'size', kind: 'softmax', tagCount: 2 },
    ]);
    expect(next.description.tags).toEqual(first.description.tags);
    // A corpus without the column teaches it nothing.
    const third = await run({
      from: { name: 'next', bytes: next.bytes },
      train: corpus,
      dev,
      settings: { epochs: 1, learningRate: 1e-9 },
    });
    expect(third.description.otherTags).toEqual([['long', 'short']]);
    const tagger = await Tagger.load(third.bytes);
    const [the, bird] = await tagger.tagTokens(['the', 'bird', '.']);
    expect([the!.tags, bird!.tags]).toEqual([
      { upos: 'DET', size: 'short' },
      { upos: 'NOUN', size: 'long' },
    ]);
    await tagger.release();
  });

  it('goes on from weights of int8', async () => {
    const small = await run({ train: corpus, settings: { ...settings, epochs: 2 }, precision: 'int8' });
    const next = await run({
      from: { name: 'small', bytes: small.bytes },
      train: corpus,
      dev,
      settings: { epochs: 1 },
    });
    expect(decodeModelFile(next.bytes, 'a').precision).toBe('float32');
  });

  it.each([
    [
      { hiddenSize: 12 },
      'hiddenSize is 12, but that of models/first.onnx is 8 (training goes on with the network',
    ],
    [{ crf: false }, 'crf is false, but that of models/first.onnx is true'],
    [{ model: 'gru' }, 'model is gru, but that of models/first.onnx is bilstm'],
    [{ characterSize: 5 }, 'characterSize is 5, but that of models/first.onnx is 4'],
    [{ epochs: 0 }, 'epochs must be a whole number'],
  ] as const)('refuses %j', async (more, message) => {
    await expect(run({ from, train: corpus, settings: more })).rejects.toThrow(message);
  });

  it('refuses vectors, a file that is no model, and a model with lemmas', async () => {
    const vectors = {
      source: 'v',
      vectors: { words: ['the'], dimension: 2, get: () => new Float32Array(2) },
    };
    await expect(run({ from, train: corpus, vectors })).rejects.toThrow('word vectors cannot be added to');
    const bytes = new Uint8Array(9);
    await expect(run({ from: { name: 'x', bytes }, train: corpus })).rejects.toThrow('x: not a model file');
    const sentences = corpus.sentences.map((own) => ({ ...own, columns: { lemma: own.words } }));
    const lemmas = await run({ train: { name: 'l', sentences }, settings: { epochs: 1, hiddenSize: 4 } });
    await expect(run({ from: { name: 'l.onnx', bytes: lemmas.bytes }, train: corpus })).rejects.toThrow(
      'l.onnx gives lemmas, and such a model cannot be trained further',
    );
  });
});

describe('its checkpoint', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tagger-further-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('goes on to the same bytes, with the same model alone', async () => {
    const options = { from, train: withBeasts(12, 5), rehearse: corpus, dev, settings: { epochs: 2 } };
    const whole = await run(options);
    expect((await run(options)).bytes).toEqual(whole.bytes);
    const path = join(folder, 'model.checkpoint');
    const controller = new AbortController();
    let steps = 0;
    const interrupted = run({
      ...options,
      checkpoint: { path, resume: false },
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'step' && ++steps === 5) controller.abort();
      },
    });
    await expect(interrupted).rejects.toThrow(InterruptedError);
    const other = await run({ train: corpus, settings: { ...settings, seed: 2, epochs: 1 } });
    await expect(
      run({
        ...options,
        from: { ...from, bytes: other.bytes },
        settings: { epochs: 2 },
        checkpoint: { path, resume: true },
      }),
    ).rejects.toThrow('this checkpoint was made with');
    const resumed = await run({ ...options, checkpoint: { path, resume: true } });
    expect(resumed.bytes).toEqual(whole.bytes);
  });
});
