import { DeviceError } from '../errors';
import type { WorkerLike } from './connection';
import type { ToWorker } from './messages';
import type { Post } from './serve-calls';

/** The part of a browser's globals that is used here, which are not among the types of this package. */
interface BrowserGlobals {
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly postMessage: (message: unknown, buffers: ArrayBuffer[]) => void;
  readonly addEventListener: (type: 'message', listener: (event: { data: ToWorker }) => void) => void;
}
const globals = globalThis as never as BrowserGlobals;

/** A browser loads a worker from an address, which the application's bundler knows. */
export async function createWorker(): Promise<WorkerLike> {
  throw new DeviceError('a pool needs the option worker here', {
    hint: "worker: () => new Worker(new URL('./tagging.js', import.meta.url), { type: 'module' }), and in tagging.js: import '@tagger/models/worker'",
  });
}

export function defaultWorkers(): number {
  return globals.navigator?.hardwareConcurrency ?? 2;
}

/** Answers the page or thread that started this one. */
export function listenToParent(createListener: (post: Post) => (message: ToWorker) => void): void {
  const listener = createListener((message, buffers = []) => globals.postMessage(message, buffers));
  globals.addEventListener('message', ({ data }) => listener(data));
}
