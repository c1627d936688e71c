import { createRandom } from '@tagger/core';
import { describe, expect, it } from 'vitest';
import { type LanePlan, packSentences, spreadSentences } from './lanes';

/** Each lane's steps, with the sentence that stands there. */
function layOut({ lanes, time, lane, start }: LanePlan, lengths: Int32Array): (number | undefined)[][] {
  const steps = Array.from({ length: lanes }, () => new Array<number | undefined>(time).fill(undefined));
  for (const [index, length] of lengths.entries())
    for (let step = start[index]!; step < start[index]! + length; step++) {
      expect(step).toBeLessThan(time);
      expect(steps[lane[index]!]![step]).toBeUndefined();
      steps[lane[index]!]![step] = index;
    }
  return steps;
}

const random = createRandom(1, 'lengths');
const many = Int32Array.from({ length: 1000 }, () => 1 + random.integer(40));

it('spreads sentences over lanes of their own', () => {
  const lengths = Int32Array.of(2, 0, 3);
  expect(layOut(spreadSentences(lengths), lengths)).toEqual([
    [0, 0, undefined],
    [undefined, undefined, undefined],
    [2, 2, 2],
  ]);
});

describe('packSentences', () => {
  it.each<[string, number[], number]>([
    ['many', [...many], 256],
    ['one', [7], 256],
    ['none', [], 256],
    ['one much longer than the rest', [300, 1, 2, 3, 1, 1, 5], 4],
    ['some without words', [0, 3, 0, 2], 2],
    ['a single lane', [3, 1, 2], 1],
  ])('keeps an empty step between neighbours: %s', (_, lengths, width) => {
    for (const steps of layOut(packSentences(Int32Array.from(lengths), width), Int32Array.from(lengths)))
      for (const [step, sentence] of steps.entries()) {
        const before = steps[step - 1];
        if (sentence !== undefined && before !== undefined) expect(before).toBe(sentence);
      }
  });

  it('leaves little empty', () => {
    const { lanes, time } = packSentences(many, 256);
    const steps = many.reduce((sum, length) => sum + length + 1, 0);
    expect(lanes).toBeLessThan(270);
    expect(steps / (lanes * time)).toBeGreaterThan(0.97);
  });

  it('takes no more steps than the longest sentence where there are few', () => {
    expect(packSentences(Int32Array.of(9, 3, 4, 2), 256)).toMatchObject({ time: 9, lanes: 3 });
  });
});
