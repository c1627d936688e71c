import type { Device, Runtime } from '../runtime/runtime';
import { FoldedNetwork } from './folded-network';
import type { TaggingNetworkFactory } from './network-factory';
import { PortableNetwork } from './portable-network';

/** Runs models by ONNX Runtime. */
export function createOnnxNetworks(
  runtime: Runtime,
  { device, threads }: { readonly device: Device; readonly threads?: number | undefined },
): TaggingNetworkFactory {
  return {
    name: runtime.name,
    create({ weights, fileName, ...model }) {
      const parameters = weights.all();
      const createSession = (model: Uint8Array) =>
        runtime.createSession(model, { device, threads, name: fileName });
      // A loop of small steps is for a CPU; a graphics card is better off with ONNX's own recurrent operators.
      return device === 'auto' || device === 'cpu'
        ? FoldedNetwork.create(model, parameters, createSession)
        : PortableNetwork.create(model, parameters, createSession);
    },
  };
}
