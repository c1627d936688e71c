import type { GroupCount } from '../compile/kernel-writer';
import type { Program } from '../compile/program';
import type { StorageKey } from '../compile/quantities';
import type { Sizes } from '../graph/shape';
import type { CompiledKernel } from './card';

/** Bytes of a kernel's own numbers: a multiple of 256, as WebGPU asks for. */
const stride = 512;

/** A program whose kernels the card can run. */
export interface CompiledProgram {
  readonly program: Program;
  readonly kernels: readonly CompiledKernel[];
}

/** Collects the kernels of a step and the numbers that each reads, and records them. */
export class Recorder {
  static readonly window = stride;
  readonly #pipelines: GPUComputePipeline[] = [];
  /** Of each kernel, the workgroups in three directions. */
  readonly #groups: number[] = [];
  #numbers = new Uint32Array((64 * stride) / 4);

  /** What the kernels read in addition to the buffers. */
  get numbers(): Uint32Array<ArrayBuffer> {
    return this.#numbers.subarray(0, (this.#pipelines.length * stride) / 4);
  }

  add({ program, kernels }: CompiledProgram, sizes: Sizes, offsets: ReadonlyMap<StorageKey, number>): void {
    const values = program.quantities.evaluate(sizes, offsets);
    this.#reserve(this.#pipelines.length + kernels.length);
    for (const { pipeline, fields, groups } of kernels) {
      if (fields.length > stride / 4) throw new Error(`a kernel reads ${fields.length} numbers`);
      const start = (this.#pipelines.length * stride) / 4;
      for (let index = 0; index < fields.length; index++)
        this.#numbers[start + index] = values[fields[index]!]!;
      this.#pipelines.push(pipeline);
      for (let axis = 0; axis < 3; axis++) this.#groups.push(countGroups(groups[axis], values));
    }
  }

  record(pass: GPUComputePassEncoder, buffers: GPUBindGroup): void {
    const groups = this.#groups;
    for (const [index, pipeline] of this.#pipelines.entries()) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, buffers, [index * stride]);
      pass.dispatchWorkgroups(groups[3 * index]!, groups[3 * index + 1], groups[3 * index + 2]);
    }
  }

  clear(): void {
    this.#pipelines.length = 0;
    this.#groups.length = 0;
  }

  #reserve(dispatches: number): void {
    if ((dispatches * stride) / 4 <= this.#numbers.length) return;
    const larger = new Uint32Array((2 * dispatches * stride) / 4);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}

function countGroups(group: GroupCount | undefined, values: Uint32Array): number {
  if (!group) return 1;
  const { quantity, count, per, atMost } = group;
  const groups = Math.ceil((quantity === undefined ? count! : values[quantity]!) / per);
  return atMost === undefined ? groups : Math.min(groups, atMost);
}
