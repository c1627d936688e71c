import { type CompactSentences, CompactSentencesBuilder, createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { drawSentences, joinSentences, planRehearsal, rehearsalShare } from '../src/further/rehearse';
import { startNewTags } from '../src/further/start-new-tags';

function build(count: number, ...tags: string[]): CompactSentences {
  const builder = new CompactSentencesBuilder();
  for (let at = 0; at < count; at++) builder.add({ words: tags.map((tag) => `${tag}${at}`), tags });
  return builder.build();
}

describe('the plan of a rehearsal', () => {
  it('has some sentences for each new one, or all, and the labels of spans that the earlier corpus lacks', () => {
    const earlier = build(100, 'O', 'B-PER');
    expect(planRehearsal(build(3, 'O', 'B-PER', 'B-LOC', 'I-LOC'), earlier)).toEqual({
      from: 3,
      sentences: 3 * rehearsalShare,
      missingTags: new Set(['B-LOC', 'I-LOC']),
      missingWeight: 1 - 1 / (1 + rehearsalShare),
    });
    expect(planRehearsal(build(60, 'O', 'B-PER'), earlier)).toEqual({
      from: 60,
      sentences: 100,
      missingTags: new Set(),
      missingWeight: 1,
    });
  });

  it('weighs such labels higher the fewer of the new sentences have one', () => {
    const sentences = joinSentences(build(1, 'O', 'B-LOC'), build(9, 'O', 'B-PER'));
    const { missingWeight } = planRehearsal(sentences, build(100, 'O', 'B-PER'));
    expect(missingWeight).toBeCloseTo(1 - 0.1 / (1 + rehearsalShare), 9);
  });

  it('has no such labels where tags mark no spans, or the earlier corpus has no O', () => {
    expect(planRehearsal(build(3, 'NOUN', 'BEAST'), build(9, 'NOUN')).missingTags.size).toBe(0);
    expect(planRehearsal(build(3, 'O', 'B-LOC'), build(9, 'B-PER')).missingTags.size).toBe(0);
  });
});

describe('the sentences of an epoch', () => {
  const corpus = { length: 50, rehearsal: { from: 4, sentences: 20 } };
  const draw = (epoch: number) => drawSentences(corpus, createRandom(1, 'epoch', epoch));

  it('are all new ones and a sample of those that are rehearsed, another one in each epoch', () => {
    for (const drawn of [draw(1), draw(2)]) {
      expect(drawn.slice(0, 4)).toEqual([0, 1, 2, 3]);
      expect(drawn).toHaveLength(24);
      expect(new Set(drawn).size).toBe(24);
      expect(drawn.every((index) => index < 50)).toBe(true);
    }
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('are all without a rehearsal', () => {
    expect(drawSentences({ length: 3, rehearsal: undefined }, createRandom(1))).toEqual([0, 1, 2]);
  });
});

describe('the start of new tags', () => {
  const tags = ['B-LOC', 'B-PER', 'I-LOC', 'I-PER', 'O', 'B-ART', 'I-ART'];

  it('is the row of O, with a smaller bias', () => {
    const outputBias = Float32Array.of(1, 3, 10, 20, 7, 0.5, 0.25);
    const outputWeight = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 0.5, 0.25, 0, 0);
    startNewTags({ outputBias, outputWeight }, tags, 5);
    expect([...outputBias.slice(0, 5)]).toEqual([1, 3, 10, 20, 7]);
    for (const bias of outputBias.slice(5)) expect(bias).toBeCloseTo(7 + Math.log(0.02), 5);
    expect([...outputWeight.slice(8)]).toEqual([9, 9, 9, 9, 9, 9]);
  });

  it('is the mean of the transitions within a label, between labels, and from and to O and the boundary', () => {
    const S = tags.length + 1;
    const transitions = Float32Array.from({ length: S * S }, (_, at) => at % 11);
    const before = transitions.slice();
    startNewTags(
      { outputBias: new Float32Array(7), outputWeight: new Float32Array(7), transitions },
      tags,
      5,
    );
    const [from, to] = [before, transitions].map((values) => (a: number, b: number) => values[a * S + b]!);
    for (const a of [0, 1, 2, 3, 4, 7])
      for (const b of [0, 1, 2, 3, 4, 7]) expect(to!(a, b)).toBe(from!(a, b));
    expect(to!(5, 6)).toBe((from!(0, 2) + from!(1, 3)) / 2);
    expect(to!(5, 2)).toBe((from!(0, 3) + from!(1, 2)) / 2);
    expect(to!(4, 5)).toBe((from!(4, 0) + from!(4, 1)) / 2);
    expect(to!(6, 7)).toBe((from!(2, 7) + from!(3, 7)) / 2);
  });

  it('is random where tags mark no spans', () => {
    const outputBias = Float32Array.of(1, 2, 3);
    startNewTags({ outputBias, outputWeight: Float32Array.of(1, 2, 3) }, ['ADJ', 'NOUN', 'BEAST'], 2);
    expect([...outputBias]).toEqual([1, 2, 3]);
  });
});
