import { createRandom } from '@tagger/core';
import { describe, expect, it } from 'vitest';
import { drawUnfamiliar, type TrainingWord } from './unfamiliar-words';

const known: TrainingWord = {
  word: 1,
  features: Int32Array.of(1, 1, 1, 1),
  vector: 1,
  characters: Int32Array.of(1, 1),
};
const unfamiliar = {
  word: 0,
  features: Int32Array.of(2, 2, 2, 2),
  vector: 0,
  characters: Int32Array.of(2, 2),
};
const rare: TrainingWord = { ...known, unfamiliar };

describe('drawUnfamiliar', () => {
  it('makes some rare words unfamiliar, in every degree, and leaves all others', () => {
    const words = Array.from({ length: 4000 }, (_, index) => (index % 2 === 0 ? rare : known));
    const drawn = drawUnfamiliar(words, createRandom(1, 'test'));
    expect(drawn.filter((word, index) => index % 2 === 1 && word !== known)).toEqual([]);
    const changed = drawn.filter((word) => word.word === 0);
    expect(changed.length / 2000).toBeGreaterThan(0.25);
    expect(changed.length / 2000).toBeLessThan(0.35);
    const missing = changed.map(({ features }) => features.filter((row) => row === 2).length);
    expect([0, 1, 2, 3, 4].every((count) => missing.includes(count))).toBe(true);
    expect(new Set(changed.map(({ vector }) => vector))).toEqual(new Set([0, 1]));
    expect(new Set(changed.flatMap(({ characters }) => [...characters]))).toEqual(new Set([1, 2]));
  });

  it('draws nothing where no word is rare: other networks train as they did', () => {
    const random = createRandom(1, 'test');
    expect(drawUnfamiliar([known, known], random)).toEqual([known, known]);
    expect(random.uniform()).toBe(createRandom(1, 'test').uniform());
  });
});
