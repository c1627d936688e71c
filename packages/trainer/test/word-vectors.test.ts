import { type Sentence, Vocabulary } from '@tagger/core';
import { describe, expect, it } from 'vitest';
import {
  composeVectors,
  listBesideWords,
  listVectorForms,
  listVectorWords,
  placeVectors,
  type WordVectors,
} from '../src/data/word-vectors';

function wordVectors(entries: Record<string, number[]>): WordVectors {
  return {
    words: Object.keys(entries),
    dimension: 2,
    get: (word) => entries[word] && Float32Array.from(entries[word]),
  };
}

const sentences: Sentence[] = [{ words: ['the', 'The', 'rare', 'lone', 'dog'] }, { words: ['the', 'dog'] }];
const trained = Vocabulary.build(sentences);
const words = sentences.flatMap((sentence) => sentence.words);
const vectors = wordVectors({ cat: [1, 2], the: [3, 4], rare: [5, 6], bird: [7, 8], fish: [9, 10] });

describe('listVectorWords', () => {
  it('adds the rare words of the corpus that have a vector, and then the first words that it lacks', () => {
    expect(trained.words).toEqual(['the', 'dog']);
    const list = (limit: number) => listVectorWords(trained, words, vectors, limit);
    expect(list(2)).toEqual(['rare', 'cat', 'bird']);
    expect(list(0)).toEqual(['rare']);
    expect(list(99)).toEqual(['rare', 'cat', 'bird', 'fish']);
  });
});

describe('normal forms', () => {
  const [composed, apart] = ['\u00e9t\u00e9', 'e\u0301te\u0301'];

  it('reads vectors by the composed form of their words, the first of two', () => {
    const found = composeVectors(wordVectors({ the: [1, 2], [apart]: [3, 4], [composed]: [5, 6] }));
    expect(found.words).toEqual(['the', composed]);
    expect([...found.get(composed)!]).toEqual([3, 4]);
    expect(composeVectors(vectors)).toBe(vectors);
  });

  it('finds words of a corpus among vectors in any normal form, and without soft hyphens', () => {
    const corpus = [apart, 'co\u00adop'];
    const beside = wordVectors({ other: [1, 1], [composed]: [1, 2], coop: [3, 4] });
    expect(listBesideWords(corpus, beside, 0)).toEqual(['coop', composed]);
    expect(listVectorWords(Vocabulary.from([]), corpus, wordVectors({ [composed]: [1, 2] }), 0)).toEqual([
      composed,
    ]);
  });

  it('finds other cases by the rules of the language', () => {
    expect(listVectorForms(['IŞIK'], 'tr')).toContain('ışık');
    expect(listVectorForms(['IŞIK'])).not.toContain('ışık');
    const embedding = new Float32Array(4);
    expect([
      ...placeVectors(embedding, Vocabulary.from(['IŞIK']), wordVectors({ ışık: [1, 2] }), 'tr'),
    ]).toEqual([0, 1]);
  });
});

describe('placeVectors', () => {
  const vocabulary = Vocabulary.from(['the', 'dog', 'CAT', 'bird']);
  const start = Float32Array.of(0.1, 0.2, 0, 0, 0.3, 0.4, 0, 0, 0, 0);

  it('writes the vector of each word that has one, of another case if need be, and leaves the others', () => {
    const embedding = start.slice();
    expect([...placeVectors(embedding, vocabulary, vectors)]).toEqual([0, 1, 0, 1, 1]);
    expect(embedding.subarray(0, 2)).toEqual(start.subarray(0, 2));
    expect(embedding.subarray(4, 6)).toEqual(start.subarray(4, 6));
    // All scaled alike: the directions and the ratios of lengths stay.
    const [the, cat, bird] = [2, 6, 8].map((at) => [...embedding.subarray(at, at + 2)]);
    const scale = the![0]! / 3;
    for (const [found, expected] of [
      [the, [3, 4]],
      [cat, [1, 2]],
      [bird, [7, 8]],
    ])
      for (const column of [0, 1]) expect(found![column]).toBeCloseTo(scale * expected![column]!, 6);
  });

  it('gives the same embedding for vectors that differ by a factor alone', () => {
    const place = (factor: number) => {
      const embedding = start.slice();
      const { words, dimension } = vectors;
      const get = (word: string) => vectors.get(word)?.map((value) => value * factor);
      placeVectors(embedding, vocabulary, { words, dimension, get });
      return [...embedding];
    };
    for (const [index, value] of place(100).entries()) expect(value).toBeCloseTo(place(0.01)[index]!, 6);
  });

  it('takes vectors of which none fits, and vectors of zeros', () => {
    const embedding = start.slice();
    placeVectors(embedding, vocabulary, wordVectors({ other: [1, 1] }));
    expect(embedding).toEqual(start);
    placeVectors(embedding, vocabulary, wordVectors({ the: [0, 0] }));
    expect([...embedding.subarray(2, 4)]).toEqual([0, 0]);
  });
});
