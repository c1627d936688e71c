import type { Card } from './card';
import { Recorder } from './recorder';

/** The buffers of a session, each as large as the largest batch so far needs it. */
export class CardBuffers {
  readonly #buffers = new Map<string, { readonly buffer: GPUBuffer; readonly count: number }>();
  #group: GPUBindGroup | undefined;

  constructor(private readonly card: Card) {}

  get(name: BufferName): GPUBuffer {
    return this.#buffers.get(name)!.buffer;
  }

  /** What was in a buffer that is replaced is lost. @throws MemoryError if the card has no room for it */
  async reserve(name: BufferName, count: number): Promise<void> {
    const old = this.#buffers.get(name);
    if (old && old.count >= count) return;
    old?.buffer.destroy();
    this.#buffers.delete(name);
    this.#group = undefined;
    // A little more, so that few batches need a larger one.
    const enough = name === 'model' ? count : Math.ceil((1.25 * count) / 1024) * 1024;
    const usage = GPUBufferUsage[name === 'numbers' ? 'UNIFORM' : 'STORAGE'];
    const buffer = await this.card.createBuffer(
      enough,
      usage | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    );
    this.#buffers.set(name, { buffer, count: enough });
  }

  get group(): GPUBindGroup {
    this.#group ??= this.card.device.createBindGroup({
      layout: this.card.layout,
      entries: [
        { binding: 0, resource: { buffer: this.get('numbers'), size: Recorder.window } },
        { binding: 1, resource: { buffer: this.get('model') } },
        { binding: 2, resource: { buffer: this.get('work') } },
        { binding: 3, resource: { buffer: this.get('batch') } },
      ],
    });
    return this.#group;
  }

  destroy(): void {
    for (const { buffer } of this.#buffers.values()) buffer.destroy();
    this.#buffers.clear();
  }
}

export type BufferName = 'numbers' | 'model' | 'work' | 'batch';
