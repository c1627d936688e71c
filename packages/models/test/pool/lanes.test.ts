import { expect, it } from 'vitest';
import { Lanes } from '../../src/pool/lanes';

/** Parts of calls whose order is told, and that end when they are told to. */
function runParts(lanes: Lanes, names: readonly string[], signal?: AbortSignal) {
  const owners = new Map<string, object>();
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const results = names.map((name) => {
    const owner = owners.get(name[0]!) ?? {};
    owners.set(name[0]!, owner);
    return lanes.use(owner, signal, (lane) => {
      started.push(`${name} in ${lane}`);
      return new Promise<string>((resolve) => ends.push(() => resolve(name)));
    });
  });
  /** Ends a part, in the order of their starts, and lets others start. */
  const end = async (index: number) => {
    ends[index]!();
    await new Promise(setImmediate);
  };
  return { started, results, end };
}

it('runs one part in each lane, and those of the call first that had the fewest', async () => {
  const { started, end, results } = runParts(new Lanes(2), ['a1', 'a2', 'a3', 'a4', 'b1', 'b2']);
  await new Promise(setImmediate);
  expect(started).toEqual(['a1 in 0', 'a2 in 1']);
  await end(0);
  await end(1);
  expect(started.slice(2)).toEqual(['b1 in 0', 'b2 in 1']);
  for (const index of [2, 3, 4, 5]) await end(index);
  expect(await Promise.all(results)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2']);
});

it('lets those go that nobody waits for, and gives their turn to others', async () => {
  const lanes = new Lanes(1);
  const controller = new AbortController();
  const reason = new Error('left');
  const first = runParts(lanes, ['a1']);
  const second = runParts(lanes, ['b1'], controller.signal);
  const third = runParts(lanes, ['c1']);
  controller.abort(reason);
  await expect(second.results[0]).rejects.toBe(reason);
  await expect(runParts(lanes, ['d1'], controller.signal).results[0]).rejects.toBe(reason);
  await first.end(0);
  expect([second.started, third.started]).toEqual([[], ['c1 in 0']]);
  await third.end(0);
  expect(await third.results[0]).toBe('c1');
});
