import type { Store } from './store';

/** One measurement. */
export interface Task {
  /** Under which its result is stored. */
  readonly id: string;
  readonly title: string;
  /** What it costs, in tokens of training an LSTM: the unit in which the time left is guessed. */
  readonly cost: number;
  /** @returns what can be written as JSON */
  run(): Promise<unknown>;
}

/**
 * Runs the tasks that have no result yet, one after the other, and stores each result.
 *
 * @param secondsPerToken a first guess, set right by each task that ends
 */
export async function runTasks(
  tasks: readonly Task[],
  store: Store,
  secondsPerToken: number,
  log: (line: string) => void,
): Promise<void> {
  const missing = tasks.filter(({ id }) => !store.has(id));
  if (missing.length < tasks.length)
    log(`${tasks.length - missing.length} of ${tasks.length} are measured already`);
  const sumCost = (some: readonly Task[]) => some.reduce((sum, { cost }) => sum + cost, 0);
  log(`this takes about ${formatMinutes(sumCost(missing) * secondsPerToken)}`);
  let seconds = 0;
  for (const [index, task] of missing.entries()) {
    const started = performance.now();
    await store.set(task.id, await task.run());
    seconds += (performance.now() - started) / 1000;
    const rest = sumCost(missing.slice(index + 1));
    const left = (rest * seconds) / Math.max(1, sumCost(missing.slice(0, index + 1)));
    const count = `${index + 1}/${missing.length}`.padStart(7);
    log(`${count}  ${task.title.padEnd(44)} ${rest > 0 ? `${formatMinutes(left)} left` : ''}`.trimEnd());
  }
}

export function formatMinutes(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;
}
