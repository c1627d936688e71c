import { describe, expect, it } from 'vitest';
import { compareCorpora, compareParts } from '../../src/look/compare-corpora';
import { describeFinding } from '../../src/look/corpus-finding';
import type { Sentence } from '../../src/sentence';
import { compactSentences } from '../corpus/compact-sentences-of';

const corpus = (name: string, texts: readonly string[], tag = 'X') => ({
  name,
  sentences: texts.map(
    (text, index): Sentence => ({
      words: text.split(' '),
      tags: text.split(' ').map(() => tag),
      line: index + 1,
    }),
  ),
});
type NamedSentences = ReturnType<typeof corpus>;
const compact = ({ name, sentences }: NamedSentences) => ({ name, sentences: compactSentences(sentences) });
const compare = (train: NamedSentences, dev: NamedSentences) =>
  compareCorpora(compact(train), compact(dev)).map(describeFinding);
const texts = Array.from({ length: 40 }, (_, index) => `sentence number ${index}`);

it('finds nothing in a corpus of its own', () => {
  expect(compare(corpus('t', texts.slice(0, 20)), corpus('d', texts.slice(10)))).toEqual([]);
  expect(compare(corpus('t', texts), corpus('d', texts.slice(0, 3)))).toEqual([]);
});

it('finds tags that the training corpus lacks', () => {
  const train = corpus('t', ['a b'], 'B-X');
  const dev = {
    name: 'd',
    sentences: [{ words: ['c', 'e', 'f'], tags: ['S-X', 'B-X', '_'], unlabelled: [2], line: 7 }],
  };
  expect(compare(train, dev)).toEqual([
    'd:7: tags that the training corpus lacks count as wrong: S-X (1 token)',
  ]);
  const many = corpus('d', ['y'], 'Y').sentences.concat(
    ...'ABCDE'.split('').map((tag) => corpus('d', ['z z'], tag).sentences),
  );
  expect(compare(train, { name: 'd', sentences: many })[0]).toMatch(
    /: Y \(1 token\), A \(2 tokens\), .* and 1 other$/,
  );
});

it('finds the sentences of the training corpus', () => {
  expect(compare(corpus('t', texts.slice(0, 3)), corpus('d', texts.slice(0, 3).toReversed()))).toEqual([
    'd: the training corpus has the same sentences (its scores say nothing about new text)',
  ]);
  expect(compare(corpus('t', texts), corpus('d', [...texts.slice(0, 27), 'a', 'b', 'c']))).toEqual([
    'd: the training corpus has 27 of the 30 sentences, too (its scores say nothing about new text)',
  ]);
});

describe('corpora that are read together', () => {
  const describeAll = (...parts: NamedSentences[]) => compareParts(parts.map(compact)).map(describeFinding);

  it('have sentences of their own, and tags in common', () => {
    expect(describeAll(corpus('a', ['x y']), corpus('b', ['y']))).toEqual([]);
    expect(describeAll(corpus('a', ['x']), corpus('b', ['x z']), corpus('c', ['x']))).toEqual([
      'c: a has the same sentences (they count twice)',
    ]);
    expect(describeAll(corpus('a', ['x']), corpus('b', ['y'], 'O'))).toEqual([
      'b: the corpora before it have none of its tags: "O" (is --column right for all of them?)',
    ]);
  });
});
