import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand, startWorker } from './commands.js';

const corpus = (name) => fileURLToPath(new URL(`../../packages/cli/corpus/${name}.conllu`, import.meta.url));
const grid = ['--grid', 'lr=0.002,0.004', '--grid', 'dropout=0.3,0.5', '--seeds', '3'];
const settings = ['--epochs', '2', '--hidden', '32', '--threads', '1', '--quiet', ...grid];

/** Trains the 12 runs of a sweep in one process, by one worker and by two; tables and best models must be the same. */
export async function testSweep({ folder, redis }) {
  const inputs = ['--train', corpus('train'), '--dev', corpus('dev')];
  const sweep = (name, more = []) => {
    const args = ['sweep', ...inputs, ...settings, '--json', '-o', join(folder, name), ...more];
    return runCommand(args, { output: join(folder, `${name}.json`) });
  };
  const seconds = { alone: await sweep('alone') };
  for (const count of [1, 2]) {
    const workers = await Promise.all(Array.from({ length: count }, () => startWorker(redis.url)));
    seconds[count] = await sweep(`by-${count}`, ['--redis', redis.url]);
    for (const worker of workers) await worker.end('SIGTERM');
  }
  const [alone, ...others] = ['alone', 'by-1', 'by-2'].map((name) => ({
    table: readTable(join(folder, `${name}.json`)),
    best: readFileSync(join(folder, name, 'best.onnx')),
  }));
  for (const { table, best } of others) {
    assert.deepEqual(table, alone.table);
    assert(best.equals(alone.best), 'the best model is another');
  }
  const runs = alone.table.combinations.flatMap((combination) => combination.runs).length;
  console.log(`${runs} runs: the same table, and the same ${alone.best.length} bytes of the best model`);
  console.log(
    `one process ${seconds.alone.toFixed(1)} s, one worker ${seconds[1].toFixed(1)} s, two ${seconds[2].toFixed(1)} s`,
  );
}

/** All that a sweep says but how long it took, and where. */
function readTable(path) {
  const { combinations, seed } = JSON.parse(readFileSync(path, 'utf8'), (key, value) =>
    key === 'seconds' ? undefined : value,
  );
  return { combinations, seed };
}
