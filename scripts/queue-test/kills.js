import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, startWorker } from './commands.js';

/**
 * Has a corpus tagged by two workers while they, and Redis, are killed at random moments; the result must be that of one process.
 */
export async function testKills({ folder, redis, text, kills, redisKills, random }) {
  const whole = join(folder, 'whole.pos');
  const seconds = await runCommand(['tag', text, '-o', whole]);
  console.log(`tagger tag: ${seconds.toFixed(1)} s`);
  const workers = await Promise.all([startWorker(redis.url), startWorker(redis.url)]);
  let isRunning = true;
  const started = performance.now();
  const submitted = runCommand(['submit', text, '-o', join(folder, 'tagged'), '--redis', redis.url]).finally(
    () => {
      isRunning = false;
    },
  );
  submitted.catch(() => {});

  const victims = [...Array(kills).fill('worker'), ...Array(redisKills).fill('redis')];
  let [done, logs] = [0, ''];
  while (victims.length > 0 && isRunning) {
    // All of them in about half of the time that is left to two workers.
    await sleep((random.next() * seconds * 500) / (kills + redisKills));
    if (!isRunning) break;
    const [victim] = victims.splice(random.below(victims.length), 1);
    if (victim === 'redis') {
      await redis.kill();
      await sleep(random.next() * 1000);
      await redis.run();
    } else {
      const at = random.below(2);
      await workers[at].end('SIGKILL');
      logs += workers[at].log;
      workers[at] = await startWorker(redis.url);
    }
    done += 1;
    process.stderr.write(`${done} kills\r`);
  }
  await submitted;
  console.log(`tagger submit, with ${done} kills: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  for (const worker of workers) await worker.end('SIGTERM');
  for (const worker of workers) logs += worker.log;
  console.log(`lines of workers about failures: ${(logs.match(/failed|away|back/g) ?? []).length}`);
  assert.equal(victims.length, 0, 'the run ended before all kills: give more --words');
  const [expected, found] = [whole, join(folder, 'tagged/text.pos')].map((path) => readFileSync(path));
  assert(expected.equals(found), 'the gathered bytes are not those of tagger tag');
  console.log(
    `${kills} kills of workers and ${redisKills} of Redis: the ${found.length} bytes of tagger tag`,
  );
}
