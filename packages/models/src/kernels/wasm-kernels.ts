import { kernelBinary } from './kernel-binary';
import type { KernelFunctions, KernelMemory, Kernels } from './kernels';

/** The part of WebAssembly that is used here: neither the types of Node.js nor those of this package have it. */
interface WebAssemblyApi {
  readonly Memory: new (size: { initial: number }) => KernelMemory;
  compile(binary: Uint8Array): Promise<object>;
  instantiate(
    module: object,
    imports: { env: { memory: KernelMemory } },
  ): Promise<{ readonly exports: unknown }>;
}

let compiling: Promise<object> | undefined;

/**
 * The kernels in WebAssembly, with a memory of their own. They are compiled once.
 *
 * @param compiled the module, where a platform does not compile it
 * @returns nothing where there is no WebAssembly, none with vectors, or a policy forbids it
 */
export async function createWasmKernels(compiled?: object): Promise<Kernels | undefined> {
  const api = (globalThis as object as { WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (!api) return undefined;
  try {
    if (!compiled) compiling ??= api.compile(decodeBinary());
    const module = compiled ?? (await compiling!);
    const memory = new api.Memory({ initial: 1 });
    const { exports } = await api.instantiate(module, { env: { memory } });
    return { ...(exports as KernelFunctions), name: 'WebAssembly', memory };
  } catch {
    return undefined;
  }
}

function decodeBinary(): Uint8Array {
  const text = atob(kernelBinary);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
