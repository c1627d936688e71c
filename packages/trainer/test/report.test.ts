import type { Sentence } from '@tagger/core';
import type { Tagger } from '@tagger/models';
import { collectReport, testTagger } from '@tagger/trainer';
import { calibrationError } from '@tagger/trainer/internal';
import { describe, expect, it } from 'vitest';
import { CalibrationCounts } from '../src/evaluation/report/calibration-counts';
import { ErrorExamples } from '../src/evaluation/report/error-examples';
import type { TestedSentence } from '../src/evaluation/test-tagger';

const tags = ['A', 'B', 'C'];
const lookup = { trainedWords: 12, caseFallback: true };
// Twelve words that training taught, the most frequent first, and two that came with vectors.
const words = [...Array.from({ length: 11 }, (_, index) => `w${index + 1}`), 'case', 'vector', 'other'];

/** A tagger that gives every word the tag B with probability 0.8, and counts how often it is asked for a sentence. */
function createTagger(): { tagger: Tagger; asked: () => number } {
  let asked = 0;
  const known = new Set(words.slice(0, lookup.trainedWords));
  const tagger = {
    model: { tags, words, lookup, network: {}, training: { corpus: { column: 'upos' } } },
    knows: (word: string) => known.has(word),
    score: async (sentences: readonly (readonly string[])[]) => {
      asked += sentences.length;
      return sentences.map((sentence) => {
        const probabilities = Float32Array.from(sentence.flatMap(() => [0.1, 0.8, 0.1]));
        return { probabilities, scores: probabilities, tags: new Int32Array(sentence.length).fill(1) };
      });
    },
  };
  return { tagger: tagger as unknown as Tagger, asked: () => asked };
}

async function* corpusOf(...sentences: string[]): AsyncGenerator<Sentence> {
  for (const text of sentences) {
    const pairs = text.split(' ').map((pair) => pair.split('/'));
    yield { words: pairs.map(([word]) => word!), tags: pairs.map(([, tag]) => tag!) };
  }
}

const texts = [
  'w1/B w10/A w11/B',
  'w12/B case/B CASE/B Vector/A vector/C',
  'w1/B new/A new/Z w2/B w3/B w4/B',
];

describe('collectReport', () => {
  it('has the scores of testTagger, and tags each sentence once', async () => {
    const { tagger, asked } = createTagger();
    const { result } = await collectReport(tagger, corpusOf(...texts));
    expect(asked()).toBe(texts.length);
    expect(result).toEqual(await testTagger(tagger, corpusOf(...texts)));
    expect(result).toMatchObject({ unseenTags: { Z: 1 }, tokensWithoutLoss: 1 });
  });

  it('groups tokens by what the model knows of their word', async () => {
    const { byWord, result } = await collectReport(createTagger().tagger, corpusOf(...texts));
    expect(byWord).toEqual([
      { kind: 'ranked', ranks: [1, 10], tokens: 6, correct: 5 },
      { kind: 'ranked', ranks: [11, 12], tokens: 2, correct: 2 },
      { kind: 'other case', tokens: 1, correct: 1 },
      { kind: 'vector alone', tokens: 2, correct: 0 },
      { kind: 'unknown', tokens: 3, correct: 1 },
    ]);
    const unknown = byWord.filter(({ kind }) => kind !== 'ranked');
    expect(unknown.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(result.unknownTokens);
  });

  it('groups sentences by their length', async () => {
    const { byLength } = await collectReport(createTagger().tagger, corpusOf(...texts, 'w1/B'));
    expect(byLength).toEqual([
      { from: 1, to: 5, sentences: 3, correctSentences: 1, tokens: 9, correct: 6 },
      { from: 6, to: 10, sentences: 1, correctSentences: 0, tokens: 6, correct: 4 },
    ]);
  });

  it('gives the most frequent errors, with the score of the wrong tag', async () => {
    const { errors } = await collectReport(createTagger().tagger, corpusOf(...texts), { errorCount: 1 });
    expect(errors).toMatchObject([{ gold: 'A', predicted: 'B', tokens: 3 }]);
    expect(errors[0]!.examples.map(({ word }) => word)).toEqual(['w10', 'Vector', 'new']);
    expect(errors[0]!.examples[0]).toEqual({
      before: ['w1'],
      word: 'w10',
      after: ['w11'],
      isCut: [false, false],
      score: expect.closeTo(0.8, 6),
    });
  });
});

function sentenceOf(words: string[], gold: string, predicted: string, score = 0.5): TestedSentence {
  const all = <T>(value: T) => words.map(() => value);
  return { words, gold: all(gold), predicted: all(predicted), scores: all(score), known: all(true) };
}

describe('calibration', () => {
  it('puts each score into its bin, 1 into the last', () => {
    const counts = new CalibrationCounts();
    counts.add(sentenceOf(['a', 'b'], 'A', 'A', 1));
    counts.add(sentenceOf(['a', 'b'], 'A', 'B', 0.5));
    counts.add(sentenceOf(['a', 'b'], 'A', 'A', 0.52));
    const bins = counts.result();
    expect(bins.length).toBe(10);
    expect(bins[5]).toEqual({
      from: 0.5,
      to: 0.6,
      count: 4,
      correct: 2,
      meanScore: expect.closeTo(0.51, 12),
    });
    expect(bins[9]).toEqual({ from: 0.9, to: 1, count: 2, correct: 2, meanScore: 1 });
    // 4/6 · |0.5 − 0.51| + 2/6 · 0
    expect(calibrationError(bins)).toBeCloseTo((4 / 6) * 0.01, 12);
  });

  it('has no error where nothing was scored', () => {
    expect(calibrationError(new CalibrationCounts().result())).toBe(0);
  });
});

describe('examples of errors', () => {
  it('are few words around the wrong one, and cut words of any length', () => {
    const examples = new ErrorExamples();
    const long = '😀'.repeat(1000);
    examples.add({
      ...sentenceOf([...'abcdefghi', long, ...'jklmnopqr'], 'A', 'A'),
      predicted: [...'AAAAAAAAABAAAAAAAAA'],
    });
    const [example] = examples.result(1)[0]!.examples;
    expect(example!.before.join('')).toBe('cdefghi');
    expect(example!.after.join('')).toBe('jklmnop');
    expect(example!.isCut).toEqual([true, true]);
    expect(example!.word).toMatch(/^(😀)+…$/u);
    expect(example!.word.length).toBeLessThanOrEqual(60);
  });

  it('are four of a pair, with different words, from different sentences', () => {
    const examples = new ErrorExamples();
    for (const word of ['a', 'a', 'b', 'c', 'd', 'e'])
      examples.add(sentenceOf([word, `${word}${word}`], 'A', 'B'));
    const [pair] = examples.result(5);
    expect(pair!.tokens).toBe(12);
    expect(pair!.examples.map(({ word }) => word)).toEqual(['a', 'aa', 'b', 'c']);
  });

  it('are of a bounded number of pairs; the frequent ones keep theirs', () => {
    const examples = new ErrorExamples();
    for (let pass = 0; pass < 3; pass++) examples.add(sentenceOf([`often${pass}`], 'A', 'B'));
    for (let tag = 0; tag < 5000; tag++) examples.add(sentenceOf(['word'], `T${tag}`, 'B'));
    const pairs = examples.result(Number.POSITIVE_INFINITY);
    expect(pairs.length).toBe(5001);
    expect(pairs[0]).toMatchObject({ gold: 'A', tokens: 3 });
    expect(pairs[0]!.examples.length).toBe(3);
    expect(pairs.filter(({ examples }) => examples.length > 0).length).toBeLessThanOrEqual(1000);
  });
});
