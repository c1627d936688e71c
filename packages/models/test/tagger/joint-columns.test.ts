import { expect, it } from 'vitest';
import { chooseTogether, secondShare } from '../../src/tagger/joint-columns';
import { findNext } from '../../src/tagger/label-values';

/** With tag 0 only label 0 of the column is possible, with 1 the others, with 2 all. */
const joint = [{ output: 1, labels: [[0], [1, 2], [0, 1, 2]] }];

/** Chooses the tags of one word. */
function choose(probabilities: readonly number[], column: readonly number[]) {
  const batch = {
    tags: Int32Array.of(probabilities.indexOf(Math.max(...probabilities))),
    confidences: new Float32Array(1),
    otherTags: [Int32Array.of(column.indexOf(Math.max(...column)))],
  };
  chooseTogether(batch, joint, Float32Array.from(probabilities), [Float32Array.from(column, Math.log)]);
  return { tags: [batch.tags[0], batch.otherTags[0]![0]], confidence: batch.confidences[0] };
}

it('takes of a column the best label that training saw with the tag', () => {
  expect(choose([0.95, 0.04, 0.01], [0.3, 0.6, 0.1]).tags).toEqual([0, 0]);
  expect(choose([0.04, 0.95, 0.01], [0.6, 0.1, 0.3]).tags).toEqual([1, 2]);
});

it('takes the second tag where both columns together are more probable with it', () => {
  // 0.6 · 0.3 < 0.4 · 0.6
  expect(choose([0.6, 0.4, 0], [0.3, 0.6, 0.1])).toEqual({ tags: [1, 1], confidence: Math.fround(0.4) });
  // 0.6 · 0.45 > 0.4 · 0.5
  expect(choose([0.6, 0.4, 0], [0.45, 0.5, 0.05])).toEqual({ tags: [0, 0], confidence: Math.fround(0.6) });
});

it('takes no tag that is hardly probable, however well the column goes with it', () => {
  expect(choose([0.92, 0.08, 0], [0.001, 0.998, 0.001]).tags).toEqual([0, 0]);
});

it('finds the second tag among values with others between them, the first one of equals', () => {
  const values = Float32Array.of(0.3, 9, 1, 9, 0.3, 9, 0.05, 9);
  expect(findNext(values, { start: 0, stride: 2, count: 4 }, secondShare, [1])).toBe(0);
  expect(findNext(values, { start: 2, stride: 2, count: 3 }, secondShare, [1])).toBe(0);
  expect(findNext(values, { start: 2, stride: 4, count: 2 }, secondShare, [0])).toBe(-1);
});
