/*
 * The kernels of the tagging runtime: functions over one memory, addressed in bytes. There are two implementations, WebAssembly
 * (`assembly/`, where the formulas and memory layouts are) and plain TypeScript (`plain/`), which give the same bits.
 */

/** Memory that grows in pages of 64 KiB. Growing replaces the buffer. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  /** @throws RangeError if there is no more memory */
  grow(pages: number): unknown;
}

/** A number for each name. */
type Kernel<Names extends string> = (...addresses: Numbers<Names>) => void;
type Numbers<Names extends string> = Names extends `${string} ${infer Rest}`
  ? [number, ...Numbers<Rest>]
  : [number];

/** The parameters are named as in `assembly/`. */
export interface KernelFunctions {
  readonly quantize: Kernel<'x x16 scales pairs'>;
  readonly product: Kernel<'z weights rowScales x16 laneScales blocks pairs'>;
  readonly takeLane: Kernel<'x16 x pairs'>;
  readonly productRows: Kernel<'z base rows weights rowScales x laneScale blocks octets'>;
  readonly spread: Kernel<'bias z count'>;
  readonly gather: Kernel<'rows offset z count'>;
  readonly scatter: Kernel<'z row stride count'>;
  readonly scatter16: Kernel<'z row stride count'>;
  readonly lstm: Kernel<'z c h hiddenSize isIdentity'>;
  readonly gruGates: Kernel<'z h read hiddenSize'>;
  readonly gruUpdate: Kernel<'z gates h hiddenSize'>;
  readonly rnn: Kernel<'z h hiddenSize'>;
  readonly hold: Kernel<'x count steps step'>;
  readonly lstm16: Kernel<'rows offset weights h next cell hiddenSize shift tables scratch'>;
  readonly lstm16Row: Kernel<'row weights h next cell out hiddenSize shift tables'>;
  readonly findBest: Kernel<'z count best largest'>;
  readonly softmax: Kernel<'z count most powers sums'>;
  readonly multiply: Kernel<'matrix x y blocks count'>;
  readonly maximize: Kernel<'matrix x y blocks count'>;
  readonly prepare: Kernel<'z powers most sums count'>;
  readonly weigh: Kernel<'x y out count'>;
  readonly join: Kernel<'x y out count'>;
  readonly add: Kernel<'x y out count'>;
  readonly rest: Kernel<'x last count steps step'>;
  readonly convolve: Kernel<'rows count bias out hiddenSize'>;
}

export interface Kernels extends KernelFunctions {
  /** What runs them, as people know it. */
  readonly name: string;
  readonly memory: KernelMemory;
}

/** Sequences that are computed side by side. */
export const laneCount = 8;

/** Bytes of a float32 value of all lanes. */
export const laneBytes = 4 * laneCount;
