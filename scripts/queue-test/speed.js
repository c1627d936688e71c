import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { runCommand, startWorker } from './commands.js';

/** Measures how much faster two workers are than one, in turn, so that what else runs slows both. */
export async function measureSpeed({ folder, redis, text, words, rounds }) {
  const ratios = [];
  for (let round = 0; round < rounds; round++) {
    const seconds = [];
    for (const count of [1, 2]) {
      const workers = await Promise.all(Array.from({ length: count }, () => startWorker(redis.url)));
      const output = join(folder, 'tagged');
      seconds.push(await runCommand(['submit', text, '-o', output, '--redis', redis.url]));
      for (const worker of workers) await worker.end('SIGTERM');
      rmSync(output, { recursive: true });
    }
    const [one, two] = seconds;
    ratios.push(one / two);
    const load = loadavg()[0].toFixed(1);
    const speeds = seconds.map((time) => `${Math.round(words / time)} words/s`);
    console.log(
      `one worker ${one.toFixed(1)} s (${speeds[0]}), two ${two.toFixed(1)} s (${speeds[1]}): ${(one / two).toFixed(2)} times as fast; load ${load}`,
    );
  }
  ratios.sort((a, b) => a - b);
  const median = (ratios[Math.floor((rounds - 1) / 2)] + ratios[Math.floor(rounds / 2)]) / 2;
  console.log(`two workers are ${median.toFixed(2)} times as fast as one (median of ${rounds})`);
}
