import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Starts a Redis server on loopback, with its append-only file in a folder.
 * @param {string} folder
 */
export async function startRedis(folder) {
  const port = await findFreePort();
  let child;
  async function run() {
    const options = [
      '--port',
      port,
      '--dir',
      folder,
      '--bind',
      '127.0.0.1',
      '--appendonly',
      'yes',
      '--save',
      '',
    ];
    child = spawn('redis-server', options.map(String), { stdio: ['ignore', 'pipe', 'inherit'] });
    let log = '';
    for await (const piece of child.stdout) {
      log += piece;
      if (log.includes('Ready to accept connections')) break;
    }
    if (child.exitCode !== null) throw new Error(`redis-server did not start: ${log}`);
    child.stdout.resume();
  }
  async function kill() {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
  await run();
  return {
    url: `redis://127.0.0.1:${port}`,
    run,
    kill,
    get pid() {
      return child.pid;
    },
  };
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
