import type { TaggingNetworkFactory } from '../tagger/network-factory';
import { KernelNetwork } from './kernel-network';
import { createPlainKernels } from './plain/plain-kernels';
import { planNetwork } from './plan-network';
import { createWasmKernels } from './wasm-kernels';

/**
 * Runs models in WebAssembly, or in plain JavaScript where that has no vectors or is forbidden.
 *
 * @param compiled the kernels as a `WebAssembly.Module`, where a platform does not compile them
 */
export async function createKernelNetworks(compiled?: object): Promise<TaggingNetworkFactory> {
  const { name } = await createKernels(compiled);
  return {
    name,
    async create({ network, weights, ...model }) {
      return new KernelNetwork(planNetwork(network, weights), model, await createKernels(compiled));
    },
  };
}

/** Kernels with a memory of their own. */
async function createKernels(compiled?: object) {
  return (await createWasmKernels(compiled)) ?? createPlainKernels();
}
