import type { StorageKey } from '../compile/quantities';
import type { Sizes } from '../graph/shape';
import type { CardBuffers } from './card-buffers';
import { type CompiledProgram, windowLength } from './compiled-program';

/** Collects the kernels of a step and the numbers that each reads, and records them. */
export class Recorder {
  readonly #pipelines: GPUComputePipeline[] = [];
  #windows = new Uint32Array(64 * windowLength);
  #groups = new Uint32Array(64 * 3);

  /** What the kernels read in addition to the buffers. */
  get numbers(): Uint32Array<ArrayBuffer> {
    return this.#windows.subarray(0, this.#pipelines.length * windowLength);
  }

  add(compiled: CompiledProgram, sizes: Sizes, offsets: ReadonlyMap<StorageKey, number>): void {
    const { program, pipelines } = compiled;
    const first = this.#pipelines.length;
    this.#reserve(first + pipelines.length);
    const numbers = {
      windows: this.#windows.subarray(first * windowLength),
      groups: this.#groups.subarray(first * 3),
    };
    compiled.write(numbers, program.quantities.evaluate(sizes, offsets));
    this.#pipelines.push(...pipelines);
  }

  record(pass: GPUComputePassEncoder, buffers: CardBuffers): void {
    const groups = this.#groups;
    pass.setBindGroup(0, buffers.group);
    for (const [index, pipeline] of this.#pipelines.entries()) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(1, buffers.window(index));
      pass.dispatchWorkgroups(groups[3 * index]!, groups[3 * index + 1], groups[3 * index + 2]);
    }
  }

  clear(): void {
    this.#pipelines.length = 0;
  }

  #reserve(kernels: number): void {
    if (kernels * windowLength <= this.#windows.length) return;
    this.#windows = grow(this.#windows, 2 * kernels * windowLength);
    this.#groups = grow(this.#groups, 2 * kernels * 3);
  }
}

function grow(values: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(values);
  return larger;
}
