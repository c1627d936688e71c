import type { TaggingNetworkFactory } from '../tagger/network-factory';
import { KernelNetwork } from './kernel-network';
import { createPlainKernels } from './plain/plain-kernels';
import { planNetwork } from './plan-network';
import { createWasmKernels } from './wasm-kernels';

/** Runs models in WebAssembly, or in plain JavaScript where that has no vectors or is forbidden. */
export async function createKernelNetworks(): Promise<TaggingNetworkFactory> {
  const { name } = await createKernels();
  return {
    name,
    async create({ network, weights, precision, lexicon }) {
      return new KernelNetwork(planNetwork(network, weights), precision, lexicon, await createKernels());
    },
  };
}

/** Kernels with a memory of their own. */
async function createKernels() {
  return (await createWasmKernels()) ?? createPlainKernels();
}
