import { describe, expect, it } from 'vitest';
import { SettingsError, TaggerError } from '../../src/errors';
import { type LookupOptions, Vocabulary } from '../../src/vocabulary/vocabulary';

const corpus = ['the cat saw the dog', 'a dog saw a bird', 'the end'].map((text) => ({
  words: text.split(' '),
}));

describe('Vocabulary.build', () => {
  it('numbers words by falling count, ties by first appearance, and leaves out the rare', () => {
    const vocabulary = Vocabulary.build(corpus);
    expect(vocabulary.words).toEqual(['the', 'saw', 'dog', 'a']);
    expect(vocabulary.size).toBe(5);
  });

  it('keeps every word with a minimum count of 1', () => {
    expect(Vocabulary.build(corpus, { minimumCount: 1 }).words).toEqual([
      'the',
      'saw',
      'dog',
      'a',
      'cat',
      'bird',
      'end',
    ]);
  });

  it('keeps the most frequent words up to a limit', () => {
    expect(Vocabulary.build(corpus, { minimumCount: 1, limit: 2 }).words).toEqual(['the', 'saw']);
  });

  it('reads a stream once', () => {
    function* stream() {
      yield* corpus;
    }
    expect(Vocabulary.build(stream()).words).toEqual(Vocabulary.build(corpus).words);
  });

  it.each([{ minimumCount: 0 }, { minimumCount: 1.5 }, { minimumCount: Number.NaN }, { limit: 0 }])(
    'refuses %o',
    (options) => {
      expect(() => Vocabulary.build(corpus, options)).toThrow(SettingsError);
    },
  );
});

describe('Vocabulary', () => {
  const vocabulary = Vocabulary.from(['b', 'constructor', 'a']);

  it('gives each word the id of its place and every other word that of the unknown one', () => {
    expect([...vocabulary.encode(['a', 'b', 'constructor', 'toString', ''])]).toEqual([3, 1, 2, 0, 0]);
    expect(vocabulary.words.map((word) => vocabulary.id(word))).toEqual([1, 2, 3]);
    expect(['a', 'toString'].map((word) => vocabulary.has(word))).toEqual([true, false]);
  });

  it('finds another case of a missing word if asked to, the lower one first', () => {
    const words = ['paris', 'Paris', 'Rome', 'éire', 'IBM', '𐐨x'];
    const found = (options: LookupOptions, asked: readonly string[]) =>
      [...Vocabulary.from(words, options).encode(asked)].map((id) => words[id - 1]);
    const asked = ['Paris', 'PARIS', 'ROME', 'rome', 'ÉIRE', 'ibm', '𐐀X', 'Oslo', ''];
    expect(found({}, asked)).toEqual(['Paris', ...Array(8)]);
    expect(found({ caseFallback: true }, asked)).toEqual([
      'Paris',
      'paris',
      'Rome',
      'Rome',
      'éire',
      undefined,
      '𐐨x',
      undefined,
      undefined,
    ]);
    expect(Vocabulary.from(words, { caseFallback: true }).has('PARIS')).toBe(false);
  });

  it('knows a word in each of its normal forms, and counts them as one', () => {
    const [composed, apart] = ['voil\u00e0', 'voila\u0300'];
    const built = Vocabulary.build([{ words: [apart, composed] }]);
    expect(built.words).toEqual([composed]);
    expect([...built.encode([composed, apart])]).toEqual([1, 1]);
    expect(built.has(apart)).toBe(true);
    // Words of a file that was made before.
    expect([...Vocabulary.from([apart]).encode([composed, apart])]).toEqual([1, 1]);
    expect([...Vocabulary.from([apart, composed]).encode([composed, apart])]).toEqual([2, 2]);
    expect(Vocabulary.from([apart], { caseFallback: true }).id('VOILA\u0300')).toBe(1);
  });

  it('finds another case by the rules of the language', () => {
    const words = ['ışık', 'istanbul'];
    const found = (caseLanguage?: string) => [
      ...Vocabulary.from(words, { caseFallback: true, caseLanguage }).encode(['IŞIK', 'İSTANBUL']),
    ];
    expect(found('tr')).toEqual([1, 2]);
    expect(found()).toEqual([0, 0]);
  });

  it('comes back from its words', () => {
    const again = Vocabulary.from(vocabulary.words);
    expect(again.words).toEqual(vocabulary.words);
    expect(again.size).toBe(vocabulary.size);
  });

  it('refuses a word that stands there twice', () => {
    expect(() => Vocabulary.from(['a', 'b', 'a'])).toThrow(TaggerError);
    expect(() => Vocabulary.from(['a', 'b', 'a'])).toThrow('the vocabulary holds "a" twice');
  });

  it('does not change with the list it was made from', () => {
    const words = ['a', 'b'];
    const made = Vocabulary.from(words);
    words.push('c');
    expect(made.size).toBe(3);
  });
});
