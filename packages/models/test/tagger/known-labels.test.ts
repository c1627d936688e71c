import { expect, it } from 'vitest';
import { preferLabel } from '../../src/tagger/known-labels';

const values = { start: 0, stride: 1, count: 7 };
const weights = Float32Array.of(0.3, 1, 0.4, 0.1, 0.35, 0.3, 0.25);
const prefer = (...preferred: number[]) =>
  preferLabel((label) => preferred.includes(label), 1, weights, values);

it('takes the most probable of the preferred labels, which may be the best one', () => {
  expect(prefer(0, 1, 2)).toBe(1);
  expect(prefer(0, 2, 4)).toBe(2);
  expect(prefer(0, 4)).toBe(4);
  expect(prefer(0, 5)).toBe(0);
});

it('takes the best label where none is preferred that is probable enough, or among the first four', () => {
  expect(prefer()).toBe(1);
  expect(prefer(3)).toBe(1);
  expect(prefer(5, 6)).toBe(1);
});

it('reads values with others between them', () => {
  const spread = Float32Array.from({ length: 16 }, (_, at) => (at % 2 === 1 ? weights[at >> 1]! : 9));
  expect(preferLabel((label) => label === 4, 1, spread, { start: 1, stride: 2, count: 7 })).toBe(4);
});
