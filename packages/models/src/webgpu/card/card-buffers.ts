import type { Card } from './card';
import { windowSize } from './compiled-program';

/** The buffers of a session, each as large as the largest batch so far needs it. */
export class CardBuffers {
  readonly #buffers = new Map<string, { readonly buffer: GPUBuffer; readonly count: number }>();
  #group: GPUBindGroup | undefined;
  #windows: GPUBindGroup[] = [];

  constructor(private readonly card: Card) {}

  get(name: BufferName): GPUBuffer {
    return this.#buffers.get(name)!.buffer;
  }

  /** Numbers for which there is room. */
  count(name: BufferName): number {
    return this.#buffers.get(name)?.count ?? 0;
  }

  /** What was in a buffer that is replaced is lost. @throws MemoryError if the card has no room for it */
  async reserve(name: BufferName, count: number): Promise<void> {
    const old = this.#buffers.get(name);
    if (old && old.count >= count) return;
    old?.buffer.destroy();
    this.#buffers.delete(name);
    // A little more, so that few batches need a larger one.
    await this.#create(name, name === 'model' ? count : Math.ceil((1.25 * count) / 1024) * 1024);
  }

  /** As `reserve`, but what was in the buffer is in the new one. */
  async grow(name: BufferName, count: number): Promise<void> {
    const old = this.#buffers.get(name)!;
    if (old.count >= count) return;
    const buffer = await this.#create(name, count);
    const encoder = this.card.device.createCommandEncoder();
    encoder.copyBufferToBuffer(old.buffer, 0, buffer, 0, 4 * old.count);
    this.card.device.queue.submit([encoder.finish()]);
    old.buffer.destroy();
  }

  /** The buffers that all kernels share. */
  get group(): GPUBindGroup {
    this.#group ??= this.card.device.createBindGroup({
      layout: this.card.layouts.buffers,
      entries: (['model', 'work', 'batch'] as const).map((name, binding) => ({
        binding,
        resource: { buffer: this.get(name) },
      })),
    });
    return this.#group;
  }

  /** The numbers of a kernel. One group for all, with an offset in each call, takes longer to record. */
  window(index: number): GPUBindGroup {
    this.#windows[index] ??= this.card.device.createBindGroup({
      layout: this.card.layouts.numbers,
      entries: [
        {
          binding: 0,
          resource: { buffer: this.get('numbers'), offset: index * windowSize, size: windowSize },
        },
      ],
    });
    return this.#windows[index];
  }

  async #create(name: BufferName, count: number): Promise<GPUBuffer> {
    if (name === 'numbers') this.#windows = [];
    else this.#group = undefined;
    const usage = GPUBufferUsage[name === 'numbers' ? 'UNIFORM' : 'STORAGE'];
    const buffer = await this.card.createBuffer(
      count,
      usage | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    );
    this.#buffers.set(name, { buffer, count });
    return buffer;
  }

  destroy(): void {
    for (const { buffer } of this.#buffers.values()) buffer.destroy();
    this.#buffers.clear();
  }
}

export type BufferName = 'numbers' | 'model' | 'work' | 'batch';
