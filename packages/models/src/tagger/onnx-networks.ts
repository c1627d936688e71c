import type { Device, Runtime } from '../runtime/runtime';
import { FoldedNetwork } from './folded-network';
import type { KnownLabels } from './known-labels';
import type { TaggingNetworkFactory } from './network-factory';
import { PortableNetwork } from './portable-network';
import { markKnown, type TaggingNetwork } from './tagging-network';

/** Runs models by ONNX Runtime. */
export function createOnnxNetworks(
  runtime: Runtime,
  { device, threads }: { readonly device: Device; readonly threads?: number | undefined },
): TaggingNetworkFactory {
  return {
    name: runtime.name,
    async create({ weights, known, fileName, ...model }) {
      const parameters = weights.all();
      const createSession = (model: Uint8Array) =>
        runtime.createSession(model, { device, threads, name: fileName });
      // A loop of small steps is for a CPU; CUDA is better off with ONNX's own recurrent operators.
      const ready =
        device === 'auto' || device === 'cpu'
          ? await FoldedNetwork.create(model, parameters, createSession)
          : await PortableNetwork.create(model, parameters, createSession);
      return known ? addKnown(ready, known) : ready;
    },
  };
}

function addKnown(network: TaggingNetwork, known: KnownLabels): TaggingNetwork {
  return {
    groupWords: network.groupWords,
    plan: (lengths) => network.plan(lengths),
    run: async (sentences, wanted) => markKnown(await network.run(sentences, wanted), sentences, known),
    release: () => network.release(),
  };
}
