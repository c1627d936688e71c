import { expect, it } from 'vitest';
import { WordCache } from '../../src/tagger/word-cache';

const empty = Float32Array.of(-1, -1);

it('keeps a row for each word behind that of no word', () => {
  const cache = new WordCache(empty);
  cache.reserve(2);
  cache.add(['a', 'b'], Float32Array.of(1, 2, 3, 4));
  expect([cache.find('a'), cache.find('b'), cache.find('c')]).toEqual([1, 2, undefined]);
  expect([...cache.rows]).toEqual([-1, -1, 1, 2, 3, 4]);
});

it('forgets all words, and no more, when there are too many', () => {
  const cache = new WordCache(empty, 4 * 2 * 3);
  cache.reserve(2);
  cache.add(['a', 'b'], Float32Array.of(1, 2, 3, 4));
  cache.reserve(1);
  expect(cache.find('a')).toBeUndefined();
  cache.add(['c'], Float32Array.of(5, 6));
  expect(cache.find('c')).toBe(1);
  expect([...cache.rows]).toEqual([-1, -1, 5, 6]);
});

it('grows for more words at once than it should keep', () => {
  const cache = new WordCache(empty, 1);
  const words = Array.from({ length: 2000 }, (_, index) => `w${index}`);
  cache.reserve(words.length);
  cache.add(words, new Float32Array(4000).fill(7));
  expect(cache.size).toBe(2001);
  expect(cache.rows.at(-1)).toBe(7);
});
