import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message, Order } from './messages';
import type { Property } from './target';
import { targets } from './targets';

/*
 * The process that checks: each target has its turn until all runs are done or the time is over. Each turn has a seed of
 * its own, so that inputs depend on the seed and the number of the turn alone, not on the time.
 */

/** Runs, and milliseconds, of one turn. */
const turn = { runs: 200, time: 1000 };

const tell = (message: Message) => process.send?.(message);

process.once('message', async (order: Order) => {
  await checkAll(order);
  process.disconnect();
});

interface Running {
  readonly name: string;
  readonly property: Property;
  runs: number;
  milliseconds: number;
  isOver: boolean;
}

async function checkAll({ names, seed, runs, seconds, path, workspace }: Order): Promise<void> {
  const end = performance.now() + seconds * 1000;
  const running: Running[] = [];
  for (const { name, prepare } of targets.filter((target) => names.includes(target.name))) {
    const folder = join(workspace, name);
    await mkdir(folder);
    running.push({ name, property: await prepare(folder), runs: 0, milliseconds: 0, isOver: false });
  }
  for (let number = 0; running.some(({ isOver }) => !isOver); number++)
    for (const target of running.filter(({ isOver }) => !isOver)) {
      const left = end - performance.now();
      const isLast = await takeTurn(target, {
        seed: path === undefined ? seed + number : seed,
        runs: Math.min(turn.runs, runs - target.runs),
        time: runs === Number.POSITIVE_INFINITY ? Math.max(0, Math.min(turn.time, left)) : 2 ** 31 - 1,
        path,
      });
      target.isOver = isLast || target.runs >= runs || performance.now() >= end;
      if (target.isOver)
        tell({ type: 'done', target: target.name, runs: target.runs, seconds: target.milliseconds / 1000 });
    }
}

/** Tells whether it is the target's last: what was found once would be found again. */
async function takeTurn(
  target: Running,
  options: { seed: number; runs: number; time: number; path: string | undefined },
): Promise<boolean> {
  const start = performance.now();
  let index = 0;
  const find = await target.property({
    ...options,
    onRun: () => tell({ type: 'run', target: target.name, seed: options.seed, index: index++ }),
  });
  target.runs += index;
  target.milliseconds += performance.now() - start;
  if (find) tell({ type: 'find', target: target.name, find });
  return find !== undefined || options.path !== undefined;
}
