/**
 * Kills `tagger` at random moments, and looks at what is left.
 *
 *   pnpm kill-test --count 200 --answers 50 --seed 1
 *
 * Real processes of train, embed, test --report, tag and data get (from a mirror on loopback) are ended by SIGKILL, at a random
 * moment of their usual time or at the change of a file. Each output must then be as it was or whole, byte for byte; the next
 * run must end with the bytes of one that was never killed, and leave no other file. Processes of annotate are ended while answers
 * are sent to them (`--answers` times): each confirmed answer must be in the file. The moments of the system are its own:
 * the same seed makes the same choices, not the same interleaving.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildCommand } from './kill-test/build-command.js';
import { createInputs } from './kill-test/inputs.js';
import { killAnnotate } from './kill-test/kill-annotate.js';
import { serveCorpus } from './kill-test/mirror.js';
import { createRandom } from './kill-test/random.js';
import { createTasks } from './kill-test/tasks.js';
import { measure, tryKills } from './kill-test/try-kills.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20' },
    answers: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});
const random = createRandom(Number(values.seed));
const folder = mkdtempSync(join(tmpdir(), 'tagger-kill-test-'));
const inputs = createInputs(folder, random);
const mirror = await serveCorpus(inputs.corpus);
try {
  const command = await buildCommand(inputs.corpus);
  const env = { ...process.env, TAGGER_DATA_MIRROR: mirror.address };
  const tasks = [];
  // In turn: tag and test need the model.
  for (const task of createTasks(command, inputs)) tasks.push(await measure(task, folder, env));

  const counts = Object.fromEntries(
    tasks.map(({ name }) => [name, { kills: 0, 'temporary files found': 0, 'ended first': 0 }]),
  );
  for (let killed = 0; killed < Number(values.count); ) {
    const task = tasks[random.below(tasks.length)];
    const result = await tryKills(task, folder, env, random, Number(values.count) - killed);
    for (const [key, value] of Object.entries(result)) counts[task.name][key] += value;
    killed += result.kills;
    process.stderr.write(`${killed} kills\r`);
  }
  console.table(counts);
  console.log('nothing torn, nothing left behind, every next run byte-identical');
  const answers = await killAnnotate([process.execPath, command], folder, random, Number(values.answers));
  console.table({ annotate: answers });
  console.log('no confirmed answer lost');
} finally {
  mirror.close();
  rmSync(folder, { recursive: true });
}
