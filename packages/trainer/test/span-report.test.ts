import { createRandom } from '@tagger/core/internal';
import type { ModelDescription, ScoredSpan } from '@tagger/models';
import { describe, expect, it } from 'vitest';
import { EntityErrors } from '../src/evaluation/report/entity-errors';
import { SpanTest } from '../src/evaluation/tested-spans';
import { fitCalibration } from '../src/training/calibrate-spans';

const span = (start: number, end: number, type = 'x', score = 0.75): ScoredSpan => ({
  start,
  end,
  type,
  score,
});
const model = {
  network: {},
  tags: ['B-x', 'I-x', 'O'],
  training: { corpus: { column: 'ner' } },
} as unknown as ModelDescription;

describe('SpanTest', () => {
  it('compares whole spans, and leaves out those with a word that has no tag', () => {
    const test = new SpanTest(model);
    const gold = ['B-x', 'I-x', 'O', 'B-x', undefined, 'O'];
    const found = [span(0, 2), span(3, 5), span(5, 6, 'x', 0.25)];
    expect(test.add(gold, found)).toEqual({
      gold: [
        { start: 0, end: 2, type: 'x' },
        { start: 3, end: 4, type: 'x' },
      ],
      found: [found[0], found[2]],
    });
    const { error, bins } = test.result()!;
    expect(bins[7]).toMatchObject({ count: 1, correct: 1, meanScore: 0.75 });
    expect(bins[2]).toMatchObject({ count: 1, correct: 0, meanScore: 0.25 });
    expect(error).toBeCloseTo(0.25);
  });

  it('has no result without spans', () => {
    expect(new SpanTest(model).result()).toBeUndefined();
    expect(new SpanTest({ ...model, tags: ['A', 'B'] }).add(['A'], undefined)).toBeUndefined();
  });
});

describe('EntityErrors', () => {
  const words = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const known = words.map((word) => word !== 'f');
  const add = (errors: EntityErrors, gold: ScoredSpan[], found: ScoredSpan[]) =>
    errors.add({ words, known, gold: [], predicted: [], scores: [], spans: { gold, found } });

  it.each([
    ['correct', [span(0, 2)], [span(0, 2)], {}],
    ['missed', [span(0, 2)], [span(2, 3)], { missed: 1, invented: 1 }],
    ['type', [span(0, 2)], [span(0, 2, 'y')], { type: 1 }],
    ['boundary', [span(0, 2)], [span(1, 3)], { boundary: 1 }],
    ['both', [span(0, 2)], [span(1, 3, 'y')], { both: 1 }],
    ['one found for two', [span(0, 1), span(1, 2)], [span(0, 2)], { boundary: 2 }],
    ['two found for one', [span(0, 3)], [span(0, 1, 'y'), span(1, 3)], { boundary: 1 }],
  ])('tells what is %s', (_, gold, found, expected) => {
    const errors = new EntityErrors();
    add(errors, gold, found);
    const groups = errors.result()!.byLabel;
    const sums = Object.entries({ missed: 0, type: 0, boundary: 0, both: 0, invented: 0, ...expected });
    for (const [kind, count] of sums)
      expect(groups.reduce((sum, group) => sum + group.errors[kind as 'missed'], 0)).toBe(count);
  });

  it('groups by label, length and words, with examples', () => {
    const errors = new EntityErrors();
    add(errors, [span(0, 5), span(5, 6, 'y')], [span(0, 5), span(6, 7)]);
    const { byLabel, byLength, byWords, examples } = errors.result()!;
    expect(byLabel).toMatchObject([
      { name: 'x', gold: 1, correct: 1, errors: { invented: 1 } },
      { name: 'y', gold: 1, correct: 0, errors: { missed: 1 } },
    ]);
    expect(byLength.map(({ name, gold }) => [name, gold])).toEqual([
      ['1', 1],
      ['more than 4', 1],
    ]);
    expect(byWords).toMatchObject([
      { name: 'a word unknown', gold: 1, correct: 0 },
      { name: 'all words known', gold: 1, correct: 1 },
    ]);
    expect(examples.missed).toEqual([{ words, gold: span(5, 6, 'y'), found: undefined }]);
    expect(new EntityErrors().result()).toBeUndefined();
  });

  it('keeps a part of a long sentence, and few examples', () => {
    const errors = new EntityErrors();
    const long = Array.from({ length: 100 }, (_, at) => String(at));
    const spans = { gold: [span(50, 51)], found: [] };
    for (let time = 0; time < 20; time++)
      errors.add({ words: long, known: [], gold: [], predicted: [], scores: [], spans });
    const { missed } = errors.result()!.examples;
    expect(missed.length).toBeLessThan(20);
    const [{ words: part, gold }] = missed as [(typeof missed)[0]];
    expect(part.slice(gold!.start, gold!.end)).toEqual(['50']);
    expect(part.length).toBeLessThan(30);
  });
});

describe('fitCalibration', () => {
  /** Spans that are right as often as σ(slope · logit + offset) says. */
  const draw = (slope: number, offset: number, count = 4000) => {
    const random = createRandom(1, 'spans');
    return Array.from({ length: count }, () => {
      const score = 0.02 + 0.96 * random.uniform();
      const logit = Math.log(score / (1 - score));
      return { score, isCorrect: random.uniform() < 1 / (1 + Math.exp(-slope * logit - offset)) };
    });
  };

  it.each([
    [1, 0],
    [1.5, -0.7],
    [0.4, 1],
  ])('finds slope %f and offset %f again', (slope, offset) => {
    const fitted = fitCalibration(draw(slope, offset))!;
    expect(Math.abs(fitted.slope - slope)).toBeLessThan(0.1);
    expect(Math.abs(fitted.offset - offset)).toBeLessThan(0.1);
  });

  it('is none of few spans, and where a higher probability is no better sign', () => {
    expect(fitCalibration(draw(1, 0, 30))).toBeUndefined();
    expect(fitCalibration(draw(-1, 0))).toBeUndefined();
  });
});
