import type { Device, Runtime } from '../runtime/runtime';
import type { TaggingNetworkFactory } from './network-factory';

export const runtimeNames = ['wasm', 'onnx'] as const;
export type RuntimeName = (typeof runtimeNames)[number];

/** Options of `Tagger.load`. */
export interface LoadOptions {
  /**
   * Where to run: `auto`, the default, is the CPU; `webgpu` is a graphics card by kernels of our own, in Node.js by the package
   * `webgpu`, which must be installed; `cuda` is a graphics card by ONNX Runtime.
   */
  readonly device?: Device | undefined;
  /** Threads of one operation of ONNX Runtime, from 1 to 256; without it the runtime chooses. */
  readonly threads?: number | undefined;
  /**
   * What runs the model: `wasm`, the default on a CPU, needs nothing else; `onnx` is ONNX Runtime, which must be installed, on a CPU
   * or by CUDA. Without it, the device decides. Also a `Runtime` as `loadRuntime` gives it, or a factory of networks of your own.
   */
  readonly runtime?: RuntimeName | Runtime | TaggingNetworkFactory | undefined;
  /**
   * The kernels as a `WebAssembly.Module`, for platforms that compile nothing while a program runs: on Cloudflare Workers, what
   * `import kernels from '@tagger/models/kernels.wasm'` gives. Without it such platforms run the same in JavaScript, slowly.
   */
  readonly kernels?: object | undefined;
  /** The language in which text is cut, as a BCP 47 tag; default: the language of the model's corpus, or `en`. */
  readonly language?: string | undefined;
  /**
   * Which columns of a model with several to give, such as `['upos']`: fewer take less time. The first one, whose label is the `tag` of a
   * word, is always among them. Columns that are chosen together are then chosen among these alone, so that a few of their labels may
   * differ. Default: all.
   */
  readonly columns?: readonly string[] | undefined;
}
