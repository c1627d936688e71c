import type { Sentence } from '@tagger/core';
import { createRandom } from '@tagger/core/internal';
import { loadRuntime, Tagger } from '@tagger/models';
import { type GivenSettings, OnnxEngine, type TrainOptions, train } from '@tagger/trainer';
import { describe, expect, it } from 'vitest';

const random = createRandom(7, 'unfamiliar');
const pick = <T>(items: readonly T[]): T => items[random.integer(items.length)]!;
const syllables = ['ba', 'de', 'ki', 'lo', 'mu', 'na', 're', 'so', 'ti', 'zu'];
/** Each is a word of its own, so that most are rare. */
const noun = () => [1, 2, 3].map(() => pick(syllables)).join('');
/** Each of them is rare, and so are all its characters. */
const marks = [
  '😀',
  '★',
  '♥',
  '☂',
  '♪',
  '✈',
  '☀',
  '⚽',
  '🎉',
  '✓',
  '♻',
  '☎',
  '🐟',
  '⌛',
  '☘',
  '⚓',
  '✂',
  '⛄',
  '♨',
  '☕',
];

/** Sentences whose only rare beginnings and ends of words are marks. */
const sentences = Array.from({ length: 120 }, (_, index): Sentence => {
  const words = ['the', noun(), pick(['sees', 'hears']), 'the', noun(), marks[index % marks.length]!];
  return { words, tags: ['DET', 'NOUN', 'VERB', 'DET', 'NOUN', 'SYM'], line: index + 1 };
});

const common: GivenSettings = {
  model: 'bilstm',
  optimizer: 'adam',
  epochs: 8,
  hiddenSize: 12,
  embeddingSize: 6,
  learningRate: 0.01,
  minimumCount: 10,
  seed: 3,
};

async function trainOn(settings: GivenSettings, more: Partial<TrainOptions> = {}): Promise<Tagger> {
  const engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
  const { bytes } = await train({ train: { name: 'a.conllu', sentences }, settings, engine, ...more });
  return Tagger.load(bytes, { threads: 1 });
}

const foreign = [
  'Łódź',
  'été',
  'ÉTÉ',
  'Москва',
  'привет',
  'Ωμέγα',
  'שלום',
  'سلام',
  '北京',
  '서울',
  'สวัสดี',
  'दिल्ली',
  'თბილისი',
  'ß',
];

describe.each([
  ['features', { features: true, featureSize: 6 }],
  ['characters', { characterSize: 8 }],
])('a network that reads %s', (_, settings) => {
  it('takes no word of unknown letters for a mark, and unknown marks for marks', async () => {
    const tagger = await trainOn({ ...common, ...settings });
    const tagsOf = async (words: readonly string[]) =>
      (await tagger.tagBatch(words.map((word) => [word]))).map(([only]) => only!.tag);
    const letters = await tagsOf(foreign);
    expect(foreign.filter((_, index) => letters[index] === 'SYM')).toEqual([]);
    expect(new Set(await tagsOf(['🙈', '→', '…', '♞']))).toEqual(new Set(['SYM']));
    await tagger.release();
  });
});

it('gives one word the same tags in each of its normal forms', async () => {
  const words = ['d\u00e9j\u00e0', '\u00e9t\u00e9', 'voil\u00e0'];
  const tags = ['ADV', 'NOUN', 'VERB'];
  const french = Array.from({ length: 40 }, (_, line) => ({ words, tags, line }));
  const settings = { ...common, features: true, featureSize: 6, characterSize: 4 };
  const decomposed = words.map((word) => word.normalize('NFD'));
  for (const taught of [words, decomposed]) {
    const corpus = { name: 'fr.conllu', sentences: french.map((each) => ({ ...each, words: taught })) };
    const tagger = await trainOn(settings, { train: corpus });
    const [composed, apart] = await tagger.tagBatch([words, decomposed]);
    expect(composed!.map(({ tag }) => tag)).toEqual(tags);
    expect(apart!.map(({ tag, score }) => [tag, score])).toEqual(
      composed!.map(({ tag, score }) => [tag, score]),
    );
    // The text that is given out stays as it came.
    expect(apart!.map(({ text }) => text)).toEqual(decomposed);
    expect([...words, ...decomposed, 'e\u0301te\u0301'].every((word) => tagger.knows(word))).toBe(true);
    await tagger.release();
  }
});

it('follows the case of the language, and writes it into the model file', async () => {
  const words = ['ışık', 'istanbul'];
  const turkish = Array.from({ length: 20 }, (_, line) => ({ words, tags: ['NOUN', 'PROPN'], line }));
  const corpus = { name: 'tr.conllu', sentences: turkish };
  const tagOf = async (language: string | undefined) => {
    const settings = { ...common, caseFallback: true };
    const tagger = await trainOn(settings, { train: corpus, about: language ? { language } : {} });
    const tagged = await tagger.tagBatch([['IŞIK'], ['İSTANBUL'], ['ışık'], ['istanbul']]);
    await tagger.release();
    return { lookup: tagger.model.lookup, scores: tagged.map(([word]) => word!.score) };
  };
  const { lookup, scores } = await tagOf('tr-TR');
  expect(lookup).toEqual({ trainedWords: 2, caseFallback: true, caseLanguage: 'tr' });
  expect(scores.slice(0, 2)).toEqual(scores.slice(2));
  const plain = await tagOf(undefined);
  expect(plain.lookup).toEqual({ trainedWords: 2, caseFallback: true });
  expect(plain.scores.slice(0, 2)).not.toEqual(plain.scores.slice(2));
});
