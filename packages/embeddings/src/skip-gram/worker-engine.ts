import { Worker } from 'node:worker_threads';
import { readKernelBinary } from '../kernel-binary';
import type { Engine, EngineSize } from './engine';
import { createSharedMemory } from './shared-memory';
import { loadKernel } from './wasm-engine';

/** While a worker learns from one plan, the next is filled. */
const plansPerWorker = 2;

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
 * of them seldom meet in a row, and a lost change does little harm. This thread is one of them: it fills the plans, and
 * learns from one itself when the workers have enough to do.
 */
export function createWorkerEngine(size: EngineSize, threads: number): Engine {
  const workerCount = threads - 1;
  const { memory, matrices, slots } = createSharedMemory(size, plansPerWorker * workerCount + 1);
  const kernel = loadKernel(memory);
  const workerData = { binary: readKernelBinary(), memory };
  const workers = Array.from({ length: workerCount }, () => new Worker(WORKER, { eval: true, workerData }));
  const free = new Set(slots);
  /** The workers that have less than their plans: one of them twice if it has none. */
  const idle = Array.from({ length: plansPerWorker }, () => workers).flat();
  let failure: Error | undefined;
  let wake = () => {};
  for (const worker of workers) {
    worker.on('message', (slot: number) => {
      free.add(slots[slot]!);
      idle.push(worker);
      wake();
    });
    worker.on('error', (error) => {
      failure = error;
      wake();
    });
  }

  return {
    matrices,
    async acquire() {
      if (failure) throw failure;
      // The workers never have all of them.
      const [slot] = free;
      return slot!.plan;
    },
    train(plan, windows) {
      const index = slots.findIndex((candidate) => candidate.plan === plan);
      const [planAddress, ...rest] = slots[index]!.call;
      const worker = idle.shift();
      if (!worker) {
        kernel.trainWindows(planAddress, windows, ...rest);
        return;
      }
      free.delete(slots[index]!);
      worker.postMessage({ slot: index, call: [planAddress, windows, ...rest] });
    },
    async close() {
      try {
        while (free.size < slots.length && !failure) await new Promise<void>((resolve) => (wake = resolve));
        if (failure) throw failure;
      } finally {
        await Promise.all(workers.map((worker) => worker.terminate()));
      }
    },
  };
}
