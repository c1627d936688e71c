import type { KernelMemory } from './kernels';

/** A memory as arrays: the index of an address is the address divided by the size of an element. */
export interface Views {
  readonly floats: Float32Array;
  readonly words: Int32Array;
  readonly halves: Int16Array;
}

/** Makes new views when the memory has grown. */
export function createViews(memory: KernelMemory): () => Views {
  let buffer: ArrayBuffer | undefined;
  let views: Views;
  return () => {
    if (buffer !== memory.buffer) {
      buffer = memory.buffer;
      views = {
        floats: new Float32Array(buffer),
        words: new Int32Array(buffer),
        halves: new Int16Array(buffer),
      };
    }
    return views;
  };
}
