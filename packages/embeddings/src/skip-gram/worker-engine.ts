import { Worker } from 'node:worker_threads';
import { readKernelBinary } from '../kernel-binary';
import type { Engine, EngineSize } from './engine';
import { createSharedMemory, type PlanSlot } from './shared-memory';

/** While a worker learns from one plan, the next is filled. */
const PLANS_PER_WORKER = 2;

/**
 * All that a worker does. It is kept as text, so that it needs no file of its own, whatever the package is bundled with.
 */
const WORKER = `
const { parentPort, workerData } = require('node:worker_threads');
const { binary, memory } = workerData;
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
parentPort.on('message', ({ slot, call }) => {
  exports.trainWindows(...call);
  parentPort.postMessage(slot);
});`;

/**
 * Trains in WebAssembly, on several threads that change the same matrices without locks (Hogwild; Niu et al., 2011): two
 * of them seldom meet in a row, and a lost change does little harm.
 */
export function createWorkerEngine(size: EngineSize, threads: number): Engine {
  const { memory, matrices, slots } = createSharedMemory(size, PLANS_PER_WORKER * threads);
  const workerData = { binary: readKernelBinary(), memory };
  const workers = Array.from({ length: threads }, () => new Worker(WORKER, { eval: true, workerData }));
  const free: PlanSlot[] = [...slots];
  let failure: Error | undefined;
  let wake = () => {};
  for (const worker of workers) {
    worker.on('message', (slot: number) => {
      free.push(slots[slot]);
      wake();
    });
    worker.on('error', (error) => {
      failure = error;
      wake();
    });
  }

  async function waitFor(count: number): Promise<void> {
    while (free.length < count && !failure) await new Promise<void>((resolve) => (wake = resolve));
    if (failure) throw failure;
  }

  return {
    matrices,
    async acquire() {
      await waitFor(1);
      return free[0].plan;
    },
    train(plan, windows) {
      const slot = slots.findIndex((candidate) => candidate.plan === plan);
      free.splice(free.indexOf(slots[slot]), 1);
      const [planAddress, ...rest] = slots[slot].call;
      workers[slot % threads].postMessage({ slot, call: [planAddress, windows, ...rest] });
    },
    async close() {
      try {
        await waitFor(slots.length);
      } finally {
        await Promise.all(workers.map((worker) => worker.terminate()));
      }
    },
  };
}
