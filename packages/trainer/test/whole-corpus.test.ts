import { createHash } from 'node:crypto';
import type { Sentence } from '@tagger/core';
import { loadRuntime } from '@tagger/models';
import { type Corpus, type GivenSettings, OnnxEngine, train } from '@tagger/trainer';
import { describe, expect, it } from 'vitest';
import { fingerprintCorpus } from '../src/checkpoint/fingerprint';
import { readWholeCorpus } from '../src/data/read-whole-corpus';
import { sampleCorpus } from './sample-corpus';

const { name, sentences } = sampleCorpus(30, 1);
const dev = sampleCorpus(8, 2);

async function* stream(all: readonly Sentence[]) {
  yield* all;
}

function* generate(all: readonly Sentence[]) {
  yield* all;
}

describe('training on the same sentences gives the same bytes', () => {
  const small: GivenSettings = { epochs: 2, hiddenSize: 6, embeddingSize: 5, batchSize: 4 };
  const everything: GivenSettings = { ...small, features: true, featureSize: 3, characterSize: 3, crf: true };
  const run = async (settings: GivenSettings, corpora: { train: Corpus; dev: Corpus }) => {
    const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
    return Buffer.from((await train({ ...corpora, settings, engine })).bytes);
  };

  it.each([
    ['words alone', small],
    ['features, characters and a CRF', everything],
  ])('from an array, a generator, a stream and whole numbers: %s', async (_, settings) => {
    const corpora = { train: { name, sentences }, dev };
    const bytes = await run(settings, corpora);
    const others = [
      { train: { name, sentences: generate(sentences) }, dev: { name, sentences: stream(dev.sentences) } },
      { train: { name, sentences: stream(sentences) }, dev },
      { train: await readWholeCorpus(corpora.train), dev: await readWholeCorpus(dev) },
    ];
    for (const other of others) expect(bytes.equals(await run(settings, other))).toBe(true);
  });
});

describe('readWholeCorpus', () => {
  const messageOf = (corpus: Corpus) =>
    readWholeCorpus(corpus).then(
      () => undefined,
      (error: Error) => error.message,
    );
  const tagged = (line: number, length = 1): Sentence => ({
    words: Array.from({ length }, () => 'w'),
    tags: Array.from({ length }, () => 'X'),
    line,
  });

  it.each<[string, Sentence[], string]>([
    [
      'without sentences',
      [],
      'c.tsv: no tags in the chosen column (choose it with --column, or its format with --format)',
    ],
    [
      'without tags',
      [{ words: ['a'], line: 1 }],
      'c.tsv: no tags in the chosen column (choose it with --column, or its format with --format)',
    ],
    [
      'with a sentence without tags',
      [{ words: ['a'], line: 1 }, tagged(3)],
      'c.tsv:1: a sentence without tags (tag it, or leave it out)',
    ],
    [
      'with too few tags',
      [tagged(1), { ...tagged(3, 2), tags: ['X'] }],
      'c.tsv:3: a sentence of 2 words has 1 tags (give each word a tag)',
    ],
    [
      'with a sentence that is too long',
      [tagged(1), tagged(3, 5001), { words: ['a'], line: 9 }],
      'c.tsv:3: a sentence of 5001 words; the limit is 5000 (is a blank line between sentences missing?)',
    ],
  ])('refuses a corpus %s', async (_, all, message) => {
    expect(await messageOf({ name: 'c.tsv', sentences: all })).toBe(message);
    expect(await messageOf({ name: 'c.tsv', sentences: stream(all) })).toBe(message);
  });

  it('names the file of the sentence, and keeps the files', async () => {
    const files = [
      { name: 'a.tsv', sentences: 1 },
      { name: 'b.tsv', sentences: 2 },
    ];
    const corpus = (...all: Sentence[]) => ({ name: 'a.tsv, b.tsv', sentences: stream(all), files });
    expect(await messageOf(corpus(tagged(1), tagged(1), { words: ['a'], line: 3 }))).toMatch(/^b\.tsv:3: /);
    expect(await messageOf(corpus({ words: ['a'], line: 1 }, tagged(1), tagged(3)))).toMatch(/^a\.tsv: no /);
    const whole = await readWholeCorpus(corpus(tagged(1), tagged(1), tagged(3)));
    expect(whole).toMatchObject({ name: 'a.tsv, b.tsv', files });
    expect(whole.sentences).toHaveLength(3);
  });

  it('throws what the stream throws, and says what is no corpus', async () => {
    async function* broken() {
      yield tagged(1);
      throw new Error('disk full');
    }
    expect(await messageOf({ name: 'c', sentences: broken() })).toBe('disk full');
    const wrong: Corpus = JSON.parse('{"name": "c", "sentences": 3}');
    expect(await messageOf(wrong)).toBe('sentences must be an iterable of sentences, not a number');
  });
});

it('the fingerprint of a corpus is that of its sentences as JSON', async () => {
  const partly: Sentence = { words: ['"a"', 'b', 'é'], tags: ['_', 'X', '_'], unlabelled: [0, 2] };
  const hash = createHash('sha256');
  for (const { words, tags } of sentences) hash.update(JSON.stringify([words, tags]));
  hash.update(JSON.stringify([partly.words, partly.tags, partly.unlabelled]));
  const corpus = await readWholeCorpus({ name, sentences: [...sentences, partly] });
  expect(fingerprintCorpus(corpus)).toBe(hash.digest('hex'));
});
