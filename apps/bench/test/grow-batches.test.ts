import { expect, it } from 'vitest';
import { findFastest, growBatches, nameSize } from '../src/epoch-time/grow-batches';
import type { BatchSize, Program } from '../src/epoch-time/run-program';

/** A program that prints what it is told for each size, and fails where that is nothing. */
function createPrograms(speeds: Readonly<Record<string, number>>): (size: BatchSize) => Program {
  return (size) => {
    const speed = speeds[nameSize(size)];
    const line = JSON.stringify({ epoch: 1, seconds: 1, tokens_per_second: speed });
    const script = speed === undefined ? 'process.exit(1)' : `console.log(${JSON.stringify(line)})`;
    return { name: 'a program', command: process.execPath, arguments: ['-e', script] };
  };
}

const grow = async (speeds: Readonly<Record<string, number>>) => {
  const measures = await growBatches(createPrograms(speeds), [100, 200, 400]);
  return { tried: measures.map(({ size }) => nameSize(size)), fastest: nameSize(findFastest(measures).size) };
};

it('tries larger batches until they are no faster', async () => {
  expect(await grow({ '16 sentences': 10, '100 words': 20, '200 words': 20.5, '400 words': 90 })).toEqual({
    tried: ['16 sentences', '100 words', '200 words'],
    fastest: '100 words',
  });
});

it('ends where the memory does, and fails where nothing runs', async () => {
  expect(await grow({ '16 sentences': 10, '100 words': 20 })).toEqual({
    tried: ['16 sentences', '100 words'],
    fastest: '100 words',
  });
  await expect(grow({})).rejects.toThrow();
});
