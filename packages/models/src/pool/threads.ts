import { availableParallelism, getPriority, platform, setPriority } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import { DeviceError } from '../errors';
import type { WorkerLike } from './connection';
import type { ToWorker } from './messages';
import type { Post } from './serve-calls';

/*
 * Threads of Node.js, Bun and Deno. The browser's build has `threads.browser.ts` in the place of this file.
 */

/** A worker whose code is in this package's own: no bundler has to find a file. */
export async function createWorker(): Promise<WorkerLike> {
  const { workerCode } = await import('./worker-code.cjs');
  return new Worker(workerCode, { eval: true });
}

export function defaultWorkers(): number {
  return availableParallelism();
}

/** Steps of niceness: a thread has a third of the time of another that wants the processor, too. */
const niceness = 5;

/** Of this thread. */
function lowerPriority(): void {
  // Elsewhere it would be that of the process.
  if (platform() !== 'linux') return;
  try {
    setPriority(Math.min(19, getPriority() + niceness));
  } catch {
    // What must not is no worse than before.
  }
}

/** Answers the thread that started this one. */
export function listenToParent(createListener: (post: Post) => (message: ToWorker) => unknown): void {
  if (!parentPort) throw new DeviceError('this module is for a worker thread');
  const port = parentPort;
  const listener = createListener((message, buffers) => port.postMessage(message, buffers));
  port.on('message', (message: ToWorker) => {
    if ('start' in message && message.lowPriority) lowerPriority();
    void listener(message);
  });
}
