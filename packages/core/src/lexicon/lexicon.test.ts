import { describe, expect, it } from 'vitest';
import { Lexicon, listCharacters, listFeatureValues } from './lexicon';
import { casedFeatures, caselessFeatures, hasCase, readFeature } from './word-features';

describe('readFeature', () => {
  it.each([
    ['lower', 'McDonald-1984', 'mcdonald-0000'],
    ['prefix1', 'Über', 'ü'],
    ['prefix3', 'ab', 'ab'],
    ['suffix2', 'tagging', 'ng'],
    ['suffix4', '😀x', '😀x'],
    ['suffix3', '1984', '000'],
    ['shape', 'McDonald-1984', 'XxXxx-dd'],
    ['shape', 'U.S.', 'X.X.'],
    ['shape', '한국어', 'gg'],
    ['shape', '日本のテレビ', 'hhokk'],
    // 는 is ㄴ, ㅡ and ㄴ.
    ['end2', '나는', 'ᅳᆫ'],
    ['end3', 'é', 'é'.normalize('NFD')],
  ] as const)('%s of %s', (name, word, value) => {
    expect(readFeature(name, word)).toBe(value);
  });

  it('has a value for any string', () => {
    for (const word of ['', ' ', '\ud800', '\u0301'])
      for (const name of [...casedFeatures, ...caselessFeatures])
        expect(readFeature(name, word)).toBeTypeOf('string');
  });
});

it('tells scripts with case from those without', () => {
  expect(hasCase(['the', 'Dog', '1984', '!'])).toBe(true);
  expect(hasCase(['나는', '간다', 'TV', '.'])).toBe(false);
  expect(hasCase(['日本', 'の', '123'])).toBe(false);
});

describe('Lexicon', () => {
  const corpus = [{ words: ['the', 'dog', 'sees', 'the', 'bees'] }];

  it('keeps the values that occur often enough, the most frequent first', () => {
    expect(listFeatureValues(['suffix2', 'shape'], corpus, 2)).toEqual([
      { name: 'suffix2', values: ['he', 'es'] },
      { name: 'shape', values: ['xx'] },
    ]);
    expect(listCharacters(corpus, 3)).toEqual(['e', 's']);
  });

  it('reads a word: its id, rows of one table, characters, and the place of its vector', () => {
    const lexicon = new Lexicon({
      words: ['the', 'dog'],
      features: listFeatureValues(['suffix2', 'shape'], corpus, 2),
      vectorWords: ['sees', 'dog'],
      characters: ['e', 's'],
    });
    expect(lexicon.read('dog')).toEqual({
      word: 2,
      // No value of suffix2: the row in front of its two; the shape's rows begin at 3.
      features: Int32Array.of(0, 4),
      vector: 2,
      characters: Int32Array.of(0, 0, 0),
    });
    expect(lexicon.read('trees')).toEqual({
      word: 0,
      features: Int32Array.of(2, 4),
      vector: 0,
      characters: Int32Array.of(0, 0, 1, 1, 2),
    });
    expect(lexicon.read('DOG').vector).toBe(2);
  });

  it('reads the two ends of a very long word', () => {
    const { characters } = new Lexicon({ words: [], characters: ['a', 'b'] }).read(`a${'x'.repeat(1000)}b`);
    expect(characters.length).toBe(40);
    expect([characters[0], characters[39]]).toEqual([1, 2]);
  });

  it('refuses a value that is there twice', () => {
    const features = [{ name: 'shape', values: ['x', 'x'] }] as const;
    expect(() => new Lexicon({ words: [], features })).toThrow();
  });
});
