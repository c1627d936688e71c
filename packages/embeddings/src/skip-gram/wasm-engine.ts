import { readKernelBinary } from '../kernel-binary';
import type { Engine, EngineSize } from './engine';
import { createSharedMemory } from './shared-memory';
import { Instance, Module, type WebAssemblyMemory } from './web-assembly';

/** What `assembly/skip-gram.ts` exports. */
interface Kernel {
  trainWindows(plan: number, windows: number, ...rest: number[]): void;
}

/** Trains in WebAssembly, on this thread. */
export function createWasmEngine(size: EngineSize): Engine {
  const { memory, matrices, slots } = createSharedMemory(size, 1);
  const { plan, call } = slots[0]!;
  const [planAddress, ...rest] = call;
  const kernel = loadKernel(memory);
  return {
    matrices,
    acquire: async () => plan,
    train: (_, windows) => kernel.trainWindows(planAddress, windows, ...rest),
    close: async () => {},
  };
}

/** The kernel on this thread. */
export function loadKernel(memory: WebAssemblyMemory): Kernel {
  return new Instance(new Module(readKernelBinary()), { env: { memory } }).exports as Kernel;
}
