import { expect, it } from 'vitest';
import { readSyllables } from '../../src/characters/syllables';

const read = (text: string, at: number, limit = text.length) =>
  readSyllables(
    [...text].map((character) => ({ text: character })),
    at,
    limit,
  );

it('are read before a blank alone', () => {
  const text = 'đất nước.';
  expect(Array.from(text, (_, at) => read(text, at))).toEqual(['', '', 'đất nước', '', '', '', '', '', '']);
});

it('end at marks, and may be missing', () => {
  expect(read('«ba (ca', 2)).toBe('ba ');
  expect(read('ba, ca', 2)).toBe(' ca');
});

it('have a bounded length, and do not reach behind what is known', () => {
  expect(read(`${'a'.repeat(20)} ${'b'.repeat(20)}`, 19)).toBe(`${'a'.repeat(16)} ${'b'.repeat(16)}`);
  expect(read('ba cada', 1, 5)).toBe('ba ca');
  expect(read('ba cada', 1, 2)).toBe('');
});
