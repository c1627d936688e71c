import { DeviceError } from '../errors';
import type { Network } from '../network/network';
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
      if (device === 'webgpu') requireActivations(model.network);
      const parameters = weights.all();
      const createSession = (model: Uint8Array) =>
        runtime.createSession(model, { device, threads, name: fileName });
      // A loop of small steps is for a CPU; a graphics card is better off with ONNX's own recurrent operators.
      const ready =
        device === 'auto' || device === 'cpu'
          ? await FoldedNetwork.create(model, parameters, createSession)
          : await PortableNetwork.create(model, parameters, createSession);
      return known ? addKnown(ready, known) : ready;
    },
  };
}

/**
 * ONNX Runtime's LSTM on WebGPU lacks the activation `Affine`, by which h = r ⊙ c is written. It would fail when the first text comes.
 * @throws DeviceError if the network has such an LSTM
 */
function requireActivations({ layers }: Network): void {
  const cells = layers.flatMap(({ recurrences }) => recurrences.map(({ cell }) => cell));
  const hasAffine = cells.some(({ operator }) =>
    `${operator.attributes.activations ?? ''}`.includes('Affine'),
  );
  if (hasAffine)
    throw new DeviceError('the LSTM of this model, with the output r ⊙ c, cannot run on the device webgpu', {
      hint: 'use the device cpu',
    });
}

function addKnown(network: TaggingNetwork, known: KnownLabels): TaggingNetwork {
  return {
    groupWords: network.groupWords,
    plan: (lengths) => network.plan(lengths),
    run: async (sentences, wanted) => markKnown(await network.run(sentences, wanted), sentences, known),
    release: () => network.release(),
  };
}
