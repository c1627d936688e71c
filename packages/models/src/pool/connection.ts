/** A worker of `node:worker_threads`, or that of a browser, Bun or Deno. */
export type WorkerLike = NodeWorker | WebWorker;

interface NodeWorker {
  on(event: string, listener: (value: unknown) => void): unknown;
  postMessage(message: unknown, transfer?: never): void;
  terminate(): unknown;
  ref(): void;
  unref(): void;
}

interface WebWorker {
  addEventListener(event: string, listener: (event: never) => void): void;
  postMessage(message: unknown, transfer?: never): void;
  terminate(): unknown;
}

/** One end of the connection of a thread with its worker. */
export interface Connection {
  /** @param buffers of the message, which the worker takes over */
  post(message: unknown, buffers?: readonly ArrayBuffer[]): void;
  /** @param onEnd called with the reason if the worker has failed or ended */
  listen(onMessage: (message: never) => void, onEnd: (reason: string) => void): void;
  end(): Promise<void>;
  /** Whether the process lives on for the worker's sake. */
  hold(isHeld: boolean): void;
}

export function connect(worker: WorkerLike): Connection {
  return {
    post: (message, buffers = []) => worker.postMessage(message, buffers as never),
    listen(onMessage, onEnd) {
      if ('on' in worker) {
        worker.on('message', (message) => onMessage(message as never));
        worker.on('error', (error) => onEnd(error instanceof Error ? error.message : String(error)));
        worker.on('messageerror', () => onEnd('a message could not be read'));
        worker.on('exit', (code) => onEnd(`exit code ${code}`));
      } else {
        worker.addEventListener('message', ({ data }: { data: never }) => onMessage(data));
        worker.addEventListener('error', ({ message }: { message?: string }) =>
          onEnd(message || 'cannot be started'),
        );
        worker.addEventListener('messageerror', () => onEnd('a message could not be read'));
      }
    },
    async end() {
      await worker.terminate();
    },
    hold(isHeld) {
      if ('ref' in worker) isHeld ? worker.ref() : worker.unref();
    },
  };
}
