import type { Sentence } from '@tagger/core';
import { collect, createRandom, parseConllu } from '@tagger/core/internal';
import { loadRuntime } from '@tagger/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnnxEngine } from '../../src/engines/onnx-engine';
import { chooseTokenizer } from '../../src/tokenizer/choose-tokenizer';
import { type SpacedCorpus, SpacedCorpusBuilder } from '../../src/tokenizer/spaced-corpus';
import { defaultTokenizerSettings } from '../../src/tokenizer/tokenizer-settings';

/** Sentences whose tokens the rules do not know: x is a token of its own at the end of a word, and `du` is two words. */
async function createCorpus(count: number, seed: number): Promise<SpacedCorpus> {
  const random = createRandom(seed, 'sample');
  const pick = (words: readonly string[]) => words[random.integer(words.length)]!;
  const row = (id: string, form: string, misc = '_') => `${id}\t${form}\t_\tX\t_\t_\t_\t_\t_\t${misc}\n`;
  const sentences = Array.from({ length: count }, () =>
    [
      row('1', pick(['Bala', 'Kolo', 'Mari']), 'SpaceAfter=No'),
      row('2', 'x'),
      row('3-4', 'du'),
      row('3', 'de'),
      row('4', 'le'),
      row('5', pick(['tipi', 'lama', 'noro']), 'SpaceAfter=No'),
      row('6', pick(['!', '?'])),
      '\n',
    ].join(''),
  );
  const builder = new SpacedCorpusBuilder();
  for (const sentence of (await collect(parseConllu(sentences))) as Sentence[]) builder.add(sentence);
  return builder.build();
}

/** Sentences of syllables, of which two are a word where the second one is the next of the list: only the pair tells. */
async function createSyllables(count: number, seed: number): Promise<SpacedCorpus> {
  const random = createRandom(seed, 'syllables');
  const syllables = ['b', 'c', 'd', 'g'].flatMap((first) => ['a', 'e', 'i', 'o'].map((last) => first + last));
  const builder = new SpacedCorpusBuilder();
  for (let index = 0; index < count; index++) {
    const words: string[] = [];
    let last = -1;
    for (let length = 12; length > 0; length--) {
      const isWord = last !== -1 && random.uniform() < 0.4;
      const next = isWord ? (last + 1) % syllables.length : random.integer(syllables.length);
      if (last !== -1 && next === (last + 1) % syllables.length) {
        words.push(`${words.pop()} ${syllables[next]}`);
        last = -1;
      } else {
        words.push(syllables[next]!);
        last = next;
      }
    }
    const rows = words.map((word, place) => [String(place + 1), word, ...Array(8).fill('_')]);
    const comments = [`# text = ${words.join(' ')}`, '# newpar'];
    builder.add({ words, source: { format: 'conllu', comments, rows } });
  }
  return builder.build();
}

const settings = {
  ...defaultTokenizerSettings,
  training: { ...defaultTokenizerSettings.training, hiddenSize: 12, epochs: 20 },
};
let engine: OnnxEngine;
let corpora: { train: SpacedCorpus; dev: SpacedCorpus };
beforeAll(async () => {
  engine = new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
  corpora = { train: await createCorpus(300, 1), dev: await createCorpus(40, 2) };
});

const learn = (compares: boolean) =>
  chooseTokenizer({ ...corpora, language: 'fr', engine, settings, seed: 1, compares });

describe('a tokenizer that is learnt', () => {
  it('cuts as its corpus does, better than the rules, and the same for the same seed', async () => {
    const { tokenizer, learnt, rules } = await learn(true);
    expect(learnt).toEqual({ tokens: 1, sentences: 1, words: 1 });
    expect(rules!.tokens).toBeLessThan(0.9);
    expect(tokenizer!.description.scores).toEqual(learnt);
    expect(tokenizer!.description.multiwords.forms).toEqual([['du', 'de', 'le']]);
    expect(await learn(true)).toEqual({ tokenizer, learnt, rules });
  }, 120_000);

  it('learns of syllables which are a word together', async () => {
    const spaced = { train: await createSyllables(400, 1), dev: await createSyllables(40, 2) };
    const { learnt, tokenizer } = await chooseTokenizer({
      ...{ ...spaced, language: 'vi', engine, settings, seed: 1, compares: false },
    });
    expect(tokenizer!.description.features.map(({ name }) => name)).toContain('syllablePair');
    expect(learnt!.tokens).toBeGreaterThan(0.97);
  }, 120_000);

  it('is left out where the rules are as good', async () => {
    const text = await createCorpus(0, 1);
    expect(text.tellsSpaces).toBe(false);
    const plain = new SpacedCorpusBuilder();
    const sentences = Array.from({ length: 120 }, (_, index) => [
      'The',
      'cat',
      'sees',
      index % 2 ? 'her' : 'him',
    ]);
    for (const words of sentences)
      plain.add({
        words,
        source: {
          format: 'conllu',
          comments: [`# text = ${words.join(' ')}`, '# newpar'],
          rows: words.map((word, index) => [String(index + 1), word, ...Array(8).fill('_')]),
        },
      });
    const corpus = plain.build();
    const untrained = { ...settings, training: { ...settings.training, epochs: 1, learningRate: 1e-6 } };
    const choice = await chooseTokenizer({
      train: corpus,
      dev: corpus,
      language: 'en',
      engine,
      settings: untrained,
      seed: 1,
      compares: true,
    });
    expect(choice.rules).toEqual({ tokens: 1, sentences: 1, words: 1 });
    expect(choice.tokenizer).toBeUndefined();
  });
});
