import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { runCommand, startWorker } from './commands.js';
import { endedProcessorTime, processorTime } from './processor-time.js';

/**
 * Measures how much faster two workers are than one, in turn, so that what else runs slows both, and what processor time each process takes, which
 * depends less on what else runs.
 * @param {{ first?: string }} options `first`: a text that workers tag before
 */
export async function measureSpeed({ words, rounds, ...options }) {
  assert(rounds % 2 === 1, 'a median needs an odd number of --rounds');
  const ratios = [];
  for (let round = 0; round < rounds; round++) {
    // Every other round begins with two, so that a load that grows or falls favours neither.
    const counts = round % 2 === 0 ? [1, 2] : [2, 1];
    const seconds = {};
    for (const count of counts) {
      const run = await measureRun(options, count);
      seconds[count] = run.seconds;
      console.log(
        `${count} worker${count > 1 ? 's' : ''}: ${run.seconds.toFixed(1)} s (${Math.round(words / run.seconds)} words/s); ${describe(run.processor, words)}`,
      );
    }
    ratios.push(seconds[1] / seconds[2]);
    console.log(`two are ${ratios.at(-1).toFixed(2)} times as fast as one; load ${loadavg()[0].toFixed(1)}`);
  }
  const median = ratios.toSorted((a, b) => a - b)[(rounds - 1) / 2];
  console.log(`two workers are ${median.toFixed(2)} times as fast as one (median of ${rounds})`);
}

/** One corpus by so many workers, which are ready before it is submitted. */
async function measureRun({ folder, redis, text, first }, count) {
  const workers = await Promise.all(Array.from({ length: count }, () => startWorker(redis.url)));
  const output = join(folder, 'tagged');
  const submit = (corpus, ...args) =>
    runCommand(['submit', corpus, '-o', output, '--redis', redis.url, ...args]);
  // Chunks enough for each worker.
  if (first) await submit(first, '--chunk', '64K');
  const timeOf = ({ pid }) => processorTime(pid);
  const take = () => ({ submit: endedProcessorTime(), workers: workers.map(timeOf), redis: timeOf(redis) });
  const before = take();
  const seconds = await submit(text);
  const after = take();
  for (const worker of workers) await worker.end('SIGTERM');
  rmSync(output, { recursive: true });
  const processor = {
    workers: after.workers.reduce((sum, time, index) => sum + time - before.workers[index], 0),
    submit: after.submit - before.submit,
    redis: after.redis - before.redis,
  };
  return { seconds, processor };
}

function describe(processor, words) {
  const times = Object.entries(processor).map(
    ([name, time]) => `${name} ${((time * 1e6) / words).toFixed(2)}`,
  );
  return `seconds of processors for a million words: ${times.join(', ')}`;
}
