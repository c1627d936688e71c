import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** A run is killed, and the next, and the next: so many times in a row at the most. */
const longestRow = 3;
const older = 'what an older run has written\n';

/**
 * Runs a task to its end, which tells how long it takes and what it writes.
 */
export async function measure(task, root, env) {
  const folder = join(root, `whole-${task.name}`);
  mkdirSync(folder);
  const started = performance.now();
  await finish(task, folder, env);
  const milliseconds = performance.now() - started;
  const whole = Object.fromEntries(task.outputs.map((name) => [name, readFileSync(join(folder, name))]));
  assert.deepEqual(listFiles(folder), [...task.outputs].sort());
  return { ...task, milliseconds, whole };
}

/**
 * Kills a task once or more, and looks at its outputs each time; then lets it end, and looks at all.
 * @param {{ next(): number, below(limit: number): number }} random
 * @param {number} most kills
 */
export async function tryKills(task, root, env, random, most) {
  const folder = join(root, 'killed');
  mkdirSync(folder);
  // A corpus that is there and another is never replaced.
  const isOlder = task.name !== 'data' && random.next() < 0.5;
  if (isOlder)
    for (const name of task.outputs) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), older);
    }
  const result = { kills: 0, 'temporary files found': 0, 'ended first': 0 };
  const row = 1 + random.below(Math.min(longestRow, most));
  while (result.kills + result['ended first'] < row) {
    const isKilled = await killOnce(task, folder, env, random);
    result[isKilled ? 'kills' : 'ended first'] += 1;
    for (const name of task.outputs) checkOutput(task, folder, name, isOlder);
    result['temporary files found'] += listFiles(folder).filter((name) => name.endsWith('.tmp')).length;
  }
  await finish(task, folder, env);
  const context = `${task.name}, after ${row} kills`;
  assert.deepEqual(listFiles(folder), [...task.outputs].sort(), context);
  for (const name of task.outputs)
    assert(readFileSync(join(folder, name)).equals(task.whole[name]), `${context}: ${name} is another`);
  rmSync(folder, { recursive: true });
  return result;
}

/** @returns {Promise<boolean>} false if the run ended before */
async function killOnce(task, folder, env, random) {
  const child = spawn(process.execPath, task.run(folder), { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = once(child, 'close');
  let text = '';
  child.stderr.on('data', (piece) => {
    text += piece;
  });
  const kill = () => child.kill('SIGKILL');
  const stop =
    random.next() < 0.5
      ? killLater(kill, random.next() * task.milliseconds)
      : killAtChange(kill, folder, random);
  const [status, signal] = await closed;
  stop();
  assert(signal === 'SIGKILL' || status === 0, `${task.name} ended with status ${status}: ${text}`);
  return signal === 'SIGKILL';
}

function killLater(kill, milliseconds) {
  const timer = setTimeout(kill, milliseconds);
  return () => clearTimeout(timer);
}

/** Kills when a file of the folder has been changed a few times, and a moment later: often in the midst of a write. */
function killAtChange(kill, folder, random) {
  let left = random.below(12);
  const watcher = watch(folder, { recursive: true }, () => {
    left -= 1;
    if (left === 0) setTimeout(kill, random.below(3));
  });
  return () => watcher.close();
}

function checkOutput({ name: task, whole }, folder, name, isOlder) {
  const path = join(folder, name);
  const context = `${task} was killed: ${name}`;
  if (!existsSync(path)) return assert(!isOlder, `${context} is gone`);
  const content = readFileSync(path);
  const isWhole = content.equals(whole[name]) || (isOlder && content.toString() === older);
  assert(isWhole, `${context} is torn (${content.length} of ${whole[name].length} bytes)`);
}

async function finish(task, folder, env) {
  const child = spawn(process.execPath, task.run(folder), { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (piece) => {
    text += piece;
  });
  const [status] = await once(child, 'close');
  assert.equal(status, 0, `${task.name}: ${text}`);
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}
