import type { TaggingNetworkFactory } from '../tagger/network-factory';
import { KernelNetwork } from './kernel-network';
import { createPlainKernels } from './plain/plain-kernels';
import { planNetwork } from './plan-network';
import { createWasmKernels } from './wasm-kernels';

/** Runs models in WebAssembly, or in plain JavaScript where that has no vectors or is forbidden. */
export async function createKernelNetworks(): Promise<TaggingNetworkFactory> {
  let kernels = (await createWasmKernels()) ?? createPlainKernels();
  let isUsed = false;
  return {
    name: kernels.name,
    async create({ network, weights, precision, lexicon }) {
      // Each network has a memory of its own.
      if (isUsed) kernels = (await createWasmKernels()) ?? createPlainKernels();
      isUsed = true;
      return KernelNetwork.create(planNetwork(network, weights), precision, lexicon, kernels);
    },
  };
}
