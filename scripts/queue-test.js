/**
 * Tags a large corpus by two workers and a Redis server of its own.
 *
 *   pnpm queue-test                 # kills 20 workers and Redis 3 times, and compares with tagger tag, byte for byte
 *   pnpm queue-test --speed         # two workers compared with one, in turn, and the processor time of each process
 *   pnpm queue-test --sweep         # a sweep of 12 runs by two workers, by one and by none
 *
 * Options: --words 2000000, --kills 20, --redis-kills 3, --seed 1, --rounds 3. With --warm, workers have tagged a tenth of the text before their time is
 * taken, as workers in service have; else each has to compile its code meanwhile, two of them twice as much. The moments of the system are its own: the same seed makes
 * the same choices, not the same interleaving.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from './kill-test/random.js';
import { writeText } from './queue-test/corpus.js';
import { testKills } from './queue-test/kills.js';
import { startRedis } from './queue-test/redis.js';
import { measureSpeed } from './queue-test/speed.js';
import { testSweep } from './queue-test/sweep.js';

const { values } = parseArgs({
  options: {
    speed: { type: 'boolean', default: false },
    warm: { type: 'boolean', default: false },
    sweep: { type: 'boolean', default: false },
    words: { type: 'string', default: '2000000' },
    kills: { type: 'string', default: '20' },
    'redis-kills': { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
const random = createRandom(Number(values.seed));
const words = Number(values.words);
const folder = mkdtempSync(join(tmpdir(), 'tagger-queue-test-'));
const redis = await startRedis(folder);
try {
  const text = join(folder, 'text.txt');
  if (!values.sweep) writeText(text, words, random);
  if (values.sweep) await testSweep({ folder, redis });
  else if (values.speed) {
    const first = values.warm ? join(folder, 'first.txt') : undefined;
    if (first) writeText(first, words / 10, random);
    await measureSpeed({ folder, redis, text, first, words, rounds: Number(values.rounds) });
  } else {
    const [kills, redisKills] = [values.kills, values['redis-kills']].map(Number);
    await testKills({ folder, redis, text, kills, redisKills, random });
  }
} finally {
  await redis.kill();
  rmSync(folder, { recursive: true });
}
