import { describe, expect, it } from 'vitest';
import { scoreRawText } from '../../../src/metrics/raw-text/score-raw-text';
import type { ConlluSource } from '../../../src/sentence';

/** Sentences given as rows `id form lemma upos xpos feats`; cells may be left out at the end. */
function text(...sentences: string[]): ConlluSource[] {
  return sentences.map((sentence) => ({
    format: 'conllu',
    comments: [],
    rows: sentence.split(' / ').map((row) => {
      const cells = row.split(' ');
      return [...cells, ...Array.from({ length: 10 - cells.length }, () => '_')];
    }),
  }));
}

/** A sentence of words without annotations: `ab c-d` has the tokens `ab` and `c-d`; `du=de+le` is a multiword token. */
function words(sentence: string): string {
  let id = 0;
  return sentence
    .split(' ')
    .flatMap((token) => {
      const [form, parts] = token.split('=');
      if (!parts) return [`${++id} ${form}`];
      const forms = parts.split('+');
      const rows = [`${id + 1}-${id + forms.length} ${form}`];
      for (const part of forms) rows.push(`${++id} ${part}`);
      return rows;
    })
    .join(' / ');
}

const counts = (scores: { gold: number; predicted: number; correct: number }) => [
  scores.gold,
  scores.predicted,
  scores.correct,
];

function compare(gold: string[], system: string[]) {
  const scores = scoreRawText(text(...gold.map(words)), text(...system.map(words)));
  return {
    tokens: counts(scores.tokens),
    sentences: counts(scores.sentences),
    words: counts(scores.words),
  };
}

describe('scoreRawText', () => {
  it.each([
    ['the same', ['a b', 'c'], ['a b', 'c'], { tokens: [3, 3, 3], sentences: [2, 2, 2], words: [3, 3, 3] }],
    [
      'a token that is cut in two',
      ['a bc d'],
      ['a b c d'],
      { tokens: [3, 4, 2], sentences: [1, 1, 1], words: [3, 4, 2] },
    ],
    [
      'tokens that are joined',
      ['a b c d'],
      ['ab cd'],
      { tokens: [4, 2, 0], sentences: [1, 1, 1], words: [4, 2, 0] },
    ],
    [
      'another end of a sentence',
      ['a b', 'c d', 'e'],
      ['a b c', 'd', 'e'],
      { tokens: [5, 5, 5], sentences: [3, 3, 1], words: [5, 5, 5] },
    ],
    [
      'a multiword token that is not split: no plain word is aligned with its words',
      ['a du=de+le b'],
      ['a du b'],
      { tokens: [3, 3, 3], sentences: [1, 1, 1], words: [4, 3, 2] },
    ],
    [
      'a multiword token split into other words: the common subsequence counts',
      ['a dámelo=da+me+lo b'],
      ['a dámelo=dáme+lo b'],
      { tokens: [3, 3, 3], sentences: [1, 1, 1], words: [5, 4, 3] },
    ],
    [
      'words of a multiword token in the other case',
      ['Du=De+le b'],
      ['Du=de+Le b'],
      { tokens: [2, 2, 2], sentences: [1, 1, 1], words: [3, 3, 3] },
    ],
    [
      'a split that the gold text does not have',
      ['a des b'],
      ['a des=de+les b'],
      { tokens: [3, 3, 3], sentences: [1, 1, 1], words: [3, 4, 2] },
    ],
    [
      'a multiword token whose parts the system has as tokens',
      ["a don't=do+n't b"],
      ["a do n't b"],
      { tokens: [3, 4, 2], sentences: [1, 1, 1], words: [4, 4, 4] },
    ],
    [
      'multiword tokens that overlap: one stretch',
      ['ab=a+x cd=c+d e'],
      ['a bcd=b+c+d e'],
      { tokens: [3, 3, 1], sentences: [1, 1, 1], words: [5, 5, 4] },
    ],
  ])('scores %s', (_, gold, system, expected) => {
    expect(compare(gold, system)).toEqual(expected);
  });

  it('counts annotations of aligned words', () => {
    const gold = text(
      '1 The the DET DT Definite=Def|PronType=Art / 2 cats cat NOUN NNS Number=Plur|Style=Coll / 3 sleep _ VERB VBP _',
    );
    const system = text(
      '1 The a DET DT PronType=Art|Definite=Def / 2 cats cat NOUN NN Number=Plur / 3 sleep sleeping VERB VBP Mood=Ind',
    );
    const { upos, xpos, feats, allTags, lemmas } = scoreRawText(gold, system);
    expect(counts(upos)).toEqual([3, 3, 3]);
    expect(counts(xpos)).toEqual([3, 3, 2]);
    // the order of features counts for nothing, nor does one of a language alone
    expect(counts(feats)).toEqual([3, 3, 2]);
    expect(counts(allTags)).toEqual([3, 3, 1]);
    // a gold lemma `_` allows any
    expect(counts(lemmas)).toEqual([3, 3, 2]);
  });

  it('computes precision, recall, F1 and the accuracy on aligned words', () => {
    const { tokens, upos } = scoreRawText(
      text('1 a a X / 2 bc bc Y / 3 d d Z'),
      text('1 a a X / 2 b b Y / 3 c c Y / 4 d d W'),
    );
    expect(tokens).toEqual({
      precision: 2 / 4,
      recall: 2 / 3,
      f1: 4 / 7,
      gold: 3,
      predicted: 4,
      correct: 2,
    });
    expect(upos).toMatchObject({ precision: 1 / 4, recall: 1 / 3, f1: 2 / 7, alignedAccuracy: 1 / 2 });
  });

  it('leaves out empty nodes, and white space in tokens', () => {
    const gold = text('1 10 / 1.1 gone / 2 000');
    const system = text('1 10\u00a0000');
    expect(counts(scoreRawText(gold, system).tokens)).toEqual([2, 1, 0]);
    expect(counts(scoreRawText(text('1 10\u00a0000'), text('1 10000')).tokens)).toEqual([1, 1, 1]);
  });

  it('refuses two texts', () => {
    expect(() => scoreRawText(text('1 ab'), text('1 ac'))).toThrow(/^the texts differ: "b" became "c"$/);
    expect(() => scoreRawText(text('1 ab'), text('1 a'))).toThrow(RangeError);
  });
});
