import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { groupSentences, type LanePlan, packSentences, spreadSentences } from '../../src/batch/lanes';

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

  it.each<[string, Int32Array, number]>([
    ['of many lengths', many, 0.97],
    ['of 45 words', new Int32Array(728).fill(45), 0.95],
    ['of 66 words', new Int32Array(496).fill(66), 0.98],
    ['of 100 words', new Int32Array(327).fill(100), 0.98],
  ])('leaves little empty beside sentences %s', (_, lengths, share) => {
    const { lanes, time } = packSentences(lengths, 256);
    const words = lengths.reduce((sum, length) => sum + length, 0);
    const between = lengths.length - lanes;
    expect((words + between) / (lanes * time)).toBeGreaterThan(share);
  });

  it('takes no more steps than the longest sentence where there are few', () => {
    expect(packSentences(Int32Array.of(9, 3, 4, 2), 256)).toMatchObject({ time: 9, lanes: 3 });
  });
});

it('groups sentences in their order up to a number of steps', () => {
  expect(groupSentences([3, 3, 9, 20, 0, 1], 10)).toEqual([[0, 1], [2], [3], [4, 5]]);
  expect(groupSentences([], 10)).toEqual([]);
});
