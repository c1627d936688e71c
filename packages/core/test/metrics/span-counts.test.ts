import { describe, expect, it } from 'vitest';
import { SpanCounts } from '../../src/metrics/span-counts';

const words = (text: string) => text.split(' ');

describe('SpanCounts', () => {
  it('counts what conlleval counts', () => {
    const counts = new SpanCounts();
    counts.add(words('B-PER I-PER O I-LOC O'), words('B-PER I-PER O B-LOC I-LOC'));
    counts.add(words('B-ORG I-ORG I-PER O'), words('B-LOC I-ORG I-PER B-PER'));
    counts.add(words('I-LOC B-LOC O O'), words('I-LOC I-LOC O I-MISC'));
    const { perType, ...all } = counts.result();
    expect(all).toEqual({
      gold: 6,
      predicted: 8,
      correct: 2,
      precision: 2 / 8,
      recall: 2 / 6,
      f1: 4 / 14,
    });
    expect(perType).toEqual([
      { type: 'LOC', gold: 3, predicted: 3, correct: 0, precision: 0, recall: 0, f1: 0 },
      { type: 'MISC', gold: 0, predicted: 1, correct: 0, precision: 0, recall: 0, f1: 0 },
      { type: 'ORG', gold: 1, predicted: 1, correct: 0, precision: 0, recall: 0, f1: 0 },
      { type: 'PER', gold: 2, predicted: 3, correct: 2, precision: 2 / 3, recall: 1, f1: 4 / 5 },
    ]);
  });

  it.each([
    ['another type', 'B-X I-X', 'B-Y I-Y', 0],
    ['a later end', 'B-X O', 'B-X I-X', 0],
    ['an earlier end', 'B-X I-X', 'B-X O', 0],
    ['another start', 'O B-X', 'B-X I-X', 0],
    ['two spans for one', 'B-X I-X', 'B-X B-X', 0],
    ['other tags of the same span', 'I-X I-X', 'B-X E-X', 1],
    ['another scheme', 'B-X O', 'U-X O', 1],
  ])('with %s, counts the span as it must', (_, gold, predicted, correct) => {
    const counts = new SpanCounts();
    counts.add(words(gold), words(predicted));
    expect(counts.result().correct).toBe(correct);
  });

  it('gives 0 where there are no spans', () => {
    expect(new SpanCounts().result()).toEqual({
      gold: 0,
      predicted: 0,
      correct: 0,
      precision: 0,
      recall: 0,
      f1: 0,
      perType: [],
    });
  });
});
