import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url));

/**
 * Runs the command to its end.
 * @param {string[]} args
 * @param {{ output?: string }} options `output`: a file for what it prints
 * @returns {Promise<number>} the seconds that it took
 */
export async function runCommand(args, { output } = {}) {
  const started = performance.now();
  const stdout = output === undefined ? 'ignore' : openSync(output, 'w');
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', stdout, 'pipe'] });
  let text = '';
  child.stderr.on('data', (piece) => {
    text += piece;
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`tagger ${args.join(' ')} ended with status ${status}: ${text}`);
  return (performance.now() - started) / 1000;
}

/**
 * Starts a worker, and waits until it works.
 * @param {string} url of Redis
 */
export async function startWorker(url, args = []) {
  const child = spawn(process.execPath, [command, 'work', '--redis', url, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  await new Promise((resolve, reject) => {
    child.stderr.on('data', (piece) => {
      text += piece;
      if (text.includes('working with')) resolve();
    });
    child.once('close', () => reject(new Error(`a worker ended: ${text}`)));
  });
  async function end(signal) {
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  }
  return {
    end,
    pid: child.pid,
    get log() {
      return text;
    },
  };
}
