import { expect, it } from 'vitest';
import { CompactSentencesBuilder } from '../../src/corpus/compact-sentences-builder';
import type { Sentence } from '../../src/sentence';
import { compactSentences } from './compact-sentences-of';

const sentences: Sentence[] = [
  { words: ['The', 'dog', 'saw', 'the', 'dog'], tags: ['DET', 'NOUN', 'VERB', 'DET', 'NOUN'], line: 3 },
  { words: [], tags: [] },
  { words: ['saw', '_', 'dog'], tags: ['_', 'NOUN', '_'], unlabelled: [0, 2], line: 9 },
];

it('gives back words, tags and lines, and nothing else', () => {
  const source = { format: 'conllu', comments: ['# a'], rows: [] } as const;
  expect([...compactSentences(sentences.map((sentence) => ({ ...sentence, source })))]).toEqual(sentences);
});

it('knows each distinct word and tag once, in order of appearance', () => {
  const { words, tags, length, tokens } = compactSentences(sentences);
  expect(words).toEqual(['The', 'dog', 'saw', 'the', '_']);
  expect(tags).toEqual(['DET', 'NOUN', 'VERB']);
  expect([length, tokens]).toEqual([3, 8]);
  expect([...compactSentences(sentences).countWords()]).toEqual([
    ['The', 1],
    ['dog', 3],
    ['saw', 2],
    ['the', 1],
    ['_', 1],
  ]);
});

it('tells words, labels and the line of one sentence', () => {
  const all = compactSentences(sentences);
  expect(all.wordsOf(2)).toEqual(['saw', '_', 'dog']);
  expect(all.labelsOf(2)).toEqual([undefined, 'NOUN', undefined]);
  expect([0, 1, 2].map((index) => all.lineOf(index))).toEqual([3, undefined, 9]);
});

it('gives some of the sentences, with counts of their own', () => {
  const part = compactSentences(sentences).slice(1, 3);
  expect([...part]).toEqual(sentences.slice(1));
  expect([part.length, part.tokens, [...part.lengths]]).toEqual([2, 3, [0, 3]]);
  expect([...part.countWords().keys()]).toEqual(['dog', 'saw', '_']);
  expect([...part.countTags()]).toEqual([['NOUN', 1]]);
  expect(compactSentences(sentences).slice(3, 3).length).toBe(0);
});

it('keeps words with any UTF-16 unit', () => {
  const words = ['😀'.repeat(20), `${'a'.repeat(20)}\ud83d`, 'e\u0301'.repeat(20), ''];
  expect(compactSentences([{ words, tags: words }]).wordsOf(0)).toEqual(words);
});

it('grows with a corpus, and what it gave out stays as it is', () => {
  const builder = new CompactSentencesBuilder();
  const add = (count: number) => {
    for (let n = 0; n < count; n++) builder.add({ words: [`w${n % 700}`, 'x'], tags: ['W', 'X'] });
  };
  add(1000);
  const first = builder.build();
  add(4000);
  const all = builder.build();
  expect([first.length, first.tokens, all.length, all.tokens]).toEqual([1000, 2000, 5000, 10_000]);
  expect(all.wordsOf(4999)).toEqual([`w${3999 % 700}`, 'x']);
  expect(first.wordsOf(999)).toEqual(['w299', 'x']);
});
