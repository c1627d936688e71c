import { SettingsError, TaggerError } from '@tagger/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import { Tagger } from '../../src/tagger/tagger';
import { runtimes } from '../runners';
import { createSampleModel, sampleSentences, sampleTags } from '../sample-model';

const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
const bytes = encodeModelFile(description, parameters);

let tagger: Tagger;
beforeAll(async () => {
  tagger = await Tagger.load(bytes, { threads: 1 });
});
afterAll(async () => {
  await tagger.release();
});

describe('tagTokens and tagBatch', () => {
  it('give the same together as one by one, in the order asked for', async () => {
    const sentences = [...sampleSentences([9, 1, 30, 2, 2, 14]), [], ['dog']];
    const together = await tagger.tagBatch(sentences);
    for (const [index, words] of sentences.entries()) {
      const alone = await tagger.tagTokens(words);
      expect(together[index]!.map(({ text, tag }) => [text, tag])).toEqual(
        alone.map(({ text, tag }) => [text, tag]),
      );
      for (const [position, { score }] of alone.entries())
        expect(together[index]![position]!.score).toBeCloseTo(score, 5);
    }
  });

  it('take what is empty', async () => {
    expect(await tagger.tagBatch([])).toEqual([]);
    expect(await tagger.tagBatch([[], []])).toEqual([[], []]);
    expect(await tagger.tagTokens([])).toEqual([]);
  });

  it('take every word that is not in the vocabulary for the same one', async () => {
    const scores = async (word: string) =>
      (await tagger.tagTokens(['the', word])).map(({ tag, score }) => [tag, score]);
    expect(await scores('zebra')).toEqual(await scores('constructor'));
    expect(await scores('zebra')).not.toEqual(await scores('dog'));
    expect([tagger.knows('dog'), tagger.knows('zebra')]).toEqual([true, false]);
  });

  it('take another case of a missing word if the model says so', async () => {
    const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
    const load = (caseFallback: boolean) => {
      const lookup = { trainedWords: 3, caseFallback };
      return Tagger.load(encodeModelFile({ ...description, lookup }, parameters), { runtime: runtimes.node });
    };
    const scores = async (asked: Tagger, word: string) => (await asked.tagTokens([word]))[0]!.score;
    const [exact, folding] = [await load(false), await load(true)];
    expect(await scores(folding, 'DOG')).toBe(await scores(exact, 'dog'));
    expect(await scores(exact, 'DOG')).toBe(await scores(exact, 'zebra'));
    // The third word is the last that was trained; `cat` has a vector alone, and `DOG` is another word.
    expect(['dog', 'cat', 'DOG'].map((word) => folding.knows(word))).toEqual([true, false, false]);
    await Promise.all([exact.release(), folding.release()]);
  });

  it('give the best tags on request, whose scores sum to 1', async () => {
    const [plain] = await tagger.tagTokens(['dog']);
    expect(plain).not.toHaveProperty('alternatives');
    for (const { tag, score, alternatives } of await tagger.tagTokens(['the', 'dog', 'zebra'], {
      topK: 99,
    })) {
      expect(alternatives!.map((each) => each.tag).toSorted()).toEqual(sampleTags);
      const scores = alternatives!.map((each) => each.score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(scores.reduce((sum, each) => sum + each)).toBeCloseTo(1, 5);
      expect(alternatives![0]).toEqual({ tag, score });
    }
    const [two] = await tagger.tagTokens(['dog'], { topK: 2 });
    expect(two!.alternatives).toHaveLength(2);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuse topK %d', async (topK) => {
    await expect(tagger.tagTokens(['dog'], { topK })).rejects.toThrow(
      new SettingsError(`topK must be a whole number of at least 1, not ${topK}`),
    );
  });

  it('take a sentence of 20,000 words, and say which length is too much', async () => {
    const [long] = sampleSentences([20_000]);
    const tagged = await tagger.tagTokens(long!);
    expect(tagged).toHaveLength(20_000);
    expect(tagged.every(({ score }) => score > 0 && score <= 1)).toBe(true);
    await expect(tagger.tagTokens(Array(100_001).fill('dog'))).rejects.toThrow(
      new TaggerError('a sentence of 100001 words; the limit is 100000', { hint: 'cut it into sentences' }),
    );
  });

  it('gives the same to callers at the same time as to one after another', async () => {
    const [first, second] = sampleSentences([12, 12]) as [string[], string[]];
    const calls = [first, [...second, ...first], second];
    const fresh = await Tagger.load(bytes, { threads: 1 });
    const together = await Promise.all(calls.map((words) => fresh.probabilities([words])));
    for (const [index, words] of calls.entries())
      expect(together[index]).toEqual(await fresh.probabilities([words]));
    const other = await Tagger.load(bytes, { threads: 1 });
    for (const [index, words] of calls.entries())
      expect(together[index]).toEqual(await other.probabilities([words]));
    await Promise.all([fresh.release(), other.release()]);
  });
});
