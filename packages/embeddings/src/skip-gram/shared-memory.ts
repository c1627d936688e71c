import { SettingsError } from '@tagger/core';
import type { EngineSize } from './engine';
import { findStride, type Matrices } from './matrices';
import { Memory, type WebAssemblyMemory } from './web-assembly';
import { countOutputRows, createWindowPlan, measurePlan, type WindowPlan } from './window-plan';

const page = 65536;
const maximumPages = 65536;
const cacheLine = 64;

/** The memory that all threads work in. */
export interface SharedMemory {
  readonly memory: WebAssemblyMemory;
  readonly matrices: Matrices;
  readonly slots: readonly PlanSlot[];
}

/** A plan, and room for the kernel to work on it. */
export interface PlanSlot {
  readonly plan: WindowPlan;
  /** The arguments of the kernel's `trainWindows` but for the number of windows, which comes second. */
  readonly call: readonly [plan: number, ...rest: number[]];
}

/** @throws SettingsError if it takes more than the 4 GiB that WebAssembly can address. */
export function createSharedMemory(size: EngineSize, slotCount: number): SharedMemory {
  const { rows, dimension, negatives, window, batchLength } = size;
  const stride = findStride(dimension);
  const outputRows = countOutputRows(negatives);
  const planLength = measurePlan(batchLength, window, negatives);

  let end = cacheLine; // nothing lies at the address 0
  const reserve = (bytes: number) => {
    const start = end;
    end += Math.ceil(bytes / cacheLine) * cacheLine;
    return start;
  };
  const inputs = reserve(4 * rows * stride);
  const outputs = reserve(4 * (rows + 1) * stride);
  const places = Array.from({ length: slotCount }, () => ({
    plan: reserve(4 * planLength),
    scratch: reserve(measureScratch(2 * window, outputRows)),
  }));

  const memory = allocate(end);
  const slots = places.map(
    ({ plan, scratch }): PlanSlot => ({
      plan: createWindowPlan(memory.buffer, plan, planLength),
      call: [plan, inputs, outputs, 4 * stride, outputRows / 6, 1 + negatives, scratch],
    }),
  );
  const matrices: Matrices = {
    inputs: new Float32Array(memory.buffer, inputs, rows * stride),
    outputs: new Float32Array(memory.buffer, outputs, (rows + 1) * stride),
    dimension,
    stride,
  };
  return { memory, matrices, slots };
}

/** In bytes; see `assembly/skip-gram.ts`. */
function measureScratch(inputs: number, outputRows: number): number {
  return 4 * inputs + 4 * outputRows + 4 * outputRows * (inputs + 1) + 16 * outputRows;
}

function allocate(bytes: number): WebAssemblyMemory {
  const pages = Math.ceil(bytes / page);
  if (pages > maximumPages) {
    throw new SettingsError(`the vectors need ${(bytes / 2 ** 30).toFixed(1)} GiB to train, of at most 4`, {
      hint: 'take a smaller dimension or a higher minimum count',
    });
  }
  return new Memory({ initial: pages, maximum: pages, shared: true });
}
