import type { GroupCount } from '../compile/kernel-writer';
import type { Program } from '../compile/program';
import type { CompiledKernel } from './card';

/** Bytes of a kernel's own numbers: a multiple of 256, as WebGPU asks for. */
export const windowSize = 512;
export const windowLength = windowSize / 4;

/** What kernels are told in a run. */
export interface RunNumbers {
  /** The numbers that a kernel reads, in a window of its own. */
  readonly windows: Uint32Array;
  /** Of each kernel, the workgroups in three directions. */
  readonly groups: Uint32Array;
}

/** A program whose kernels the card can run. What each run reads of all kernels is in two arrays: objects would be in no cache by then. */
export class CompiledProgram {
  readonly pipelines: readonly GPUComputePipeline[];
  /** Pairs: a place in the windows, and the quantity that is there. */
  readonly #fields: Uint32Array;
  /** For each direction of each kernel a quantity, how much of it is for one workgroup, and the most workgroups. */
  readonly #groups: Uint32Array;

  constructor(
    readonly program: Program,
    kernels: readonly CompiledKernel[],
  ) {
    const one: GroupCount = { quantity: program.quantities.length(1), per: 1 };
    this.pipelines = kernels.map(({ pipeline }) => pipeline);
    this.#fields = Uint32Array.from(
      kernels.flatMap(({ fields }, index) => {
        if (fields.length > windowLength) throw new Error(`a kernel reads ${fields.length} numbers`);
        return fields.flatMap((quantity, at) => [index * windowLength + at, quantity]);
      }),
    );
    this.#groups = Uint32Array.from(
      kernels.flatMap(({ groups }) =>
        [0, 1, 2].flatMap((axis) => {
          const { quantity, per, atMost = 0xffffffff } = groups[axis] ?? one;
          return [quantity, per, atMost];
        }),
      ),
    );
  }

  /** @param values of the program's quantities */
  write({ windows, groups }: RunNumbers, values: Uint32Array): void {
    const fields = this.#fields;
    for (let at = 0; at < fields.length; at += 2) windows[fields[at]!] = values[fields[at + 1]!]!;
    const counts = this.#groups;
    for (let at = 0; at < counts.length; at += 3)
      groups[at / 3] = Math.min(Math.ceil(values[counts[at]!]! / counts[at + 1]!), counts[at + 2]!);
  }
}
