import { describe, expect, it } from 'vitest';
import { Lexicon, listCharacters, listFeatureValues } from '../../src/lexicon/lexicon';
import { countWords } from '../../src/lexicon/word-counts';
import { casedFeatures, caselessFeatures, hasCase, readFeature } from '../../src/lexicon/word-features';
import { kindNames } from '../../src/lexicon/word-kinds';

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
    ['lower', 'İSTANBUL', 'i̇stanbul'],
    ['suffix1', 'ΛΟΓΟΣ', 'ς'],
  ] as const)('%s of %s', (name, word, value) => {
    expect(readFeature(name, word)).toBe(value);
  });

  it('follows the case of the language', () => {
    expect(readFeature('lower', 'IŞIK', 'tr')).toBe('ışık');
    expect(readFeature('prefix3', 'İZMİR', 'az')).toBe('izm');
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
  const corpus = countWords([{ words: ['the', 'dog', 'sees', 'the', 'bees'] }]);

  it('keeps the values that occur often enough, the most frequent first, and a row for each kind of word', () => {
    expect(listFeatureValues(['suffix2', 'shape'], corpus, 2)).toEqual([
      { name: 'suffix2', values: ['he', 'es', ...kindNames] },
      { name: 'shape', values: ['xx', ...kindNames] },
    ]);
    expect(listCharacters(corpus, 3)).toEqual(['e', 's', ...kindNames]);
  });

  it('counts words by one normal form, without invisible characters', () => {
    const words = countWords([{ words: ['caf\u00e9', 'cafe\u0301', 'ca\u00adf\u00e9'] }]);
    expect(listFeatureValues(['suffix1'], words, 3)[0]!.values).toEqual(['\u00e9', ...kindNames]);
    expect(listCharacters(words, 3)).toEqual(['c', 'a', 'f', '\u00e9', ...kindNames]);
  });

  it('takes for a missing value the one without accents, or else the kind of the word', () => {
    const features = [{ name: 'suffix1', values: ['e', ...kindNames] }] as const;
    const lexicon = new Lexicon({ words: [], features, characters: ['e', ...kindNames] });
    const [e, letter, small, digit, none] = [1, 2, 3, 4, 0];
    const rowsOf = (word: string) => [...lexicon.read(word).features, ...lexicon.read(word).characters];
    expect(rowsOf('\u00e9\u00e9')).toEqual([e, e, e]);
    // A letter alone is another word without its accent.
    expect(rowsOf('\u00e9')).toEqual([small, e]);
    expect(rowsOf('\u043c\u0418')).toEqual([small, small, letter]);
    expect(rowsOf('\u041c\u0438')).toEqual([letter, letter, small]);
    expect(rowsOf('字')).toEqual([letter, letter]);
    expect(rowsOf('½!')).toEqual([digit, digit, none]);
    // A consonant and the sign of a vowel.
    expect(rowsOf('\u0926\u093f')).toEqual([letter, letter, letter]);
    expect(rowsOf('😀')).toEqual([none, none]);
    expect(rowsOf('\u2026')).toEqual([none, none]);
  });

  it('reads nothing but the kind of an unfamiliar word', () => {
    const features = listFeatureValues(['suffix2', 'shape'], corpus, 1);
    const characters = listCharacters(corpus, 1);
    const lexicon = new Lexicon({ words: ['dog'], features, vectorWords: ['dog'], characters });
    const unfamiliar = lexicon.readUnfamiliar('Dog1!');
    expect(unfamiliar.word + unfamiliar.vector).toBe(0);
    expect(unfamiliar).toEqual(lexicon.read('\u0416\u0436\u0436½\u2026'));
  });

  it('reads a file without kinds as it was written: one row for all that is missing', () => {
    const features = [{ name: 'suffix1', values: ['e'] }] as const;
    const lexicon = new Lexicon({ words: [], features, characters: ['e'] });
    for (const word of ['\u00e9', 'Ж', '7', '😀']) {
      expect([...lexicon.read(word).features]).toEqual([0]);
      expect([...lexicon.read(word).characters]).toEqual([0]);
    }
  });

  it.each([
    ['NFC and NFD', 'r\u00e9sum\u00e9', 're\u0301sume\u0301'],
    ['syllables and jamo', '한국어', '한국어'.normalize('NFD')],
    ['a soft hyphen', 'basically', 'basic\u00adally'],
    ['a byte order mark', 'word', '\ufeffword'],
    ['marks of direction', 'שלום', '\u200fשלום\u200e'],
    ['a selector of looks', '❤', '❤\ufe0f'],
  ])('reads %s as one word', (_, one, other) => {
    const words = [one];
    const counts = countWords([{ words }]);
    const parts = { words, vectorWords: words, characters: listCharacters(counts, 1) };
    const features = listFeatureValues([...casedFeatures, 'end2'], counts, 1);
    for (const known of [one, other]) {
      const lexicon = new Lexicon({ ...parts, words: [known], features });
      expect(lexicon.read(other)).toEqual(lexicon.read(one));
      expect(lexicon.read(one).vector).toBe(1);
    }
    expect(new Lexicon({ ...parts, features }).read(other).word).toBe(1);
  });

  it('keeps apart what joiners tell apart, compatibility forms, and what is invisible alone', () => {
    const words = ['\u0645\u06cc\u0631\u0648\u0645', 'fine', '5'];
    const lexicon = new Lexicon({ words });
    for (const other of ['\u0645\u06cc\u200c\u0631\u0648\u0645', '\ufb01ne', '５', '\u00ad'])
      expect(lexicon.read(other).word).toBe(0);
    expect(new Lexicon({ words: ['\u00ad'] }).read('\u00ad').word).toBe(1);
  });

  it('looks words and vectors up in the case of the language', () => {
    const parts = { words: ['ışık', 'Twitter'], vectorWords: ['istanbul'] };
    const turkish = new Lexicon({ ...parts, lookup: { caseFallback: true, caseLanguage: 'tr' } });
    expect(['IŞIK', 'TWITTER'].map((word) => turkish.read(word).word)).toEqual([1, 2]);
    expect(turkish.read('İSTANBUL').vector).toBe(1);
    const common = new Lexicon({ ...parts, lookup: { caseFallback: true } });
    expect(common.read('IŞIK').word).toBe(0);
    expect(common.read('İSTANBUL').vector).toBe(0);
  });

  it('reads a word: its id, rows of one table, characters, and the place of its vector', () => {
    const lexicon = new Lexicon({
      words: ['the', 'dog'],
      features: [
        { name: 'suffix2', values: ['he', 'es'] },
        { name: 'shape', values: ['xx'] },
      ],
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
