import { countWords, createRandom, Lexicon, listFeatureValues } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { drawUnfamiliar, findUnfamiliar, type TrainingWord } from '../../src/batches/unfamiliar-words';

const known: TrainingWord = {
  word: 1,
  features: Int32Array.of(1, 1, 1, 1),
  vector: 1,
  characters: Int32Array.of(1, 1),
};
const unfamiliar = {
  features: Int32Array.of(2, 2, 2, 2),
  characters: Int32Array.of(2, 2),
};
const rare: TrainingWord = { ...known, unfamiliar };

describe('drawUnfamiliar', () => {
  it('makes some rare words unfamiliar, in every degree, and leaves all others', () => {
    const words = Array.from({ length: 4000 }, (_, index) => (index % 2 === 0 ? rare : known));
    const drawn = drawUnfamiliar(words, createRandom(1, 'test'));
    expect(drawn.filter((word, index) => index % 2 === 1 && word !== known)).toEqual([]);
    const changed = drawn.filter((word) => word !== known && word !== rare);
    expect(changed.length / 2000).toBeGreaterThan(0.25);
    expect(changed.length / 2000).toBeLessThan(0.35);
    const missing = changed.map(({ features }) => features.filter((row) => row === 2).length);
    expect([0, 1, 2, 3, 4].every((count) => missing.includes(count))).toBe(true);
    // What is known of the word itself stays.
    expect(changed.every(({ word, vector }) => word === 1 && vector === 1)).toBe(true);
    expect(new Set(changed.flatMap(({ characters }) => [...characters]))).toEqual(new Set([1, 2]));
  });

  it('draws nothing where no word is rare: other networks train as they did', () => {
    const random = createRandom(1, 'test');
    expect(drawUnfamiliar([known, known], random)).toEqual([known, known]);
    expect(random.uniform()).toBe(createRandom(1, 'test').uniform());
  });
});

describe('findUnfamiliar', () => {
  const letters = [...'abcdefghijklmnop'];
  /** Every beginning of one letter is common; most of two letters are rare. */
  const words = letters.flatMap((first) => letters.map((second) => `${first}${second}${first}`));
  const features = listFeatureValues(['prefix1', 'prefix2'], countWords([{ words }]), 5);
  const lexicon = new Lexicon({ words: [], features });

  it('takes the row of a missing value where the corpus does not teach it, and keeps the word where it does', () => {
    const own = lexicon.read('aba');
    const missing = lexicon.readUnfamiliar('aba');
    expect(own.features[0]).not.toBe(missing.features[0]);
    expect(own.features[1]).toBe(missing.features[1]);
    expect(findUnfamiliar(lexicon, words)('aba', own)?.features).toEqual(missing.features);
    // Taught by a hundred words that begin with letters which are missing.
    const letterOf = (index: number) => String.fromCodePoint(0x430 + index);
    const foreign = Array.from(
      { length: 100 },
      (_, index) => letterOf(index % 32) + letterOf(Math.floor(index / 32)),
    );
    expect(findUnfamiliar(lexicon, [...words, ...foreign])('aba', own)).toBeUndefined();
  });
});
