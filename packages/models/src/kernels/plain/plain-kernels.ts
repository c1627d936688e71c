import type { KernelMemory, Kernels } from '../kernels';
import { createViews } from '../views';
import { createCells } from './cells';
import { createLstm16 } from './lstm16';
import { createOutputs } from './outputs';
import { createProducts } from './products';
import { createRows } from './rows';

const pageBytes = 2 ** 16;

/** The kernels in plain TypeScript: what those in WebAssembly are held to, and what runs where these cannot. */
export function createPlainKernels(): Kernels {
  const memory = new PlainMemory();
  const view = createViews(memory);
  return {
    name: 'JavaScript',
    memory,
    ...createProducts(view),
    ...createRows(view),
    ...createCells(view),
    ...createLstm16(view),
    ...createOutputs(view),
  };
}

class PlainMemory implements KernelMemory {
  buffer = new ArrayBuffer(pageBytes);

  grow(pages: number): void {
    const grown = new ArrayBuffer(this.buffer.byteLength + pages * pageBytes);
    new Uint8Array(grown).set(new Uint8Array(this.buffer));
    this.buffer = grown;
  }
}
