import { readKernelBinary } from '../kernel-binary';
import type { Engine, EngineSize } from './engine';
import { createSharedMemory } from './shared-memory';
import { Instance, Module } from './web-assembly';

/** What `assembly/skip-gram.ts` exports. */
interface Kernel {
  trainWindows(plan: number, windows: number, ...rest: number[]): void;
}

/** Trains in WebAssembly, on this thread. */
export function createWasmEngine(size: EngineSize): Engine {
  const { memory, matrices, slots } = createSharedMemory(size, 1);
  const [{ plan, call }] = slots;
  const [planAddress, ...rest] = call;
  const instance = new Instance(new Module(readKernelBinary()), { env: { memory } });
  const kernel = instance.exports as Kernel;
  return {
    matrices,
    acquire: async () => plan,
    train: (_, windows) => kernel.trainWindows(planAddress, windows, ...rest),
    close: async () => {},
  };
}
