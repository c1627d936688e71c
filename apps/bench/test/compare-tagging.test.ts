import { expect, it } from 'vitest';
import { compareTagging } from '../src/peers/compare-tagging';

it('times programs in turn, and gives the medians and the median ratio to the first', async () => {
  let clock = 0;
  const called: string[] = [];
  // The first two runs of each, which do not count, take long; then the machine gets slower for both.
  const createProgram = (name: string, times: number[]) => ({
    name,
    async run() {
      called.push(name);
      clock += times.shift()!;
    },
  });
  const results = await compareTagging(
    [createProgram('a', [500, 500, 10, 20, 40]), createProgram('b', [900, 900, 5, 8, 16])],
    4,
    3,
    () => clock,
  );
  expect(called.join('')).toBe('ababababab');
  expect(results).toEqual([
    { name: 'a', tokensPerSecond: 200, ratio: 1 },
    { name: 'b', tokensPerSecond: 500, ratio: 2.5 },
  ]);
});
