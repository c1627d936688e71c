import { SettingsError } from '@tagger/core';
import { createKernelNetworks } from '../kernels/kernel-networks';
import { loadRuntime } from '../runtime/load-runtime';
import type { LoadOptions } from './load-options';
import type { TaggingNetworkFactory } from './network-factory';
import { createOnnxNetworks } from './onnx-networks';

/**
 * What runs a model that is loaded with these options.
 *
 * @throws SettingsError if the runtime cannot run on the device
 * @throws DeviceError if there is no card, or what is to run there is not installed
 */
export async function chooseNetworks(options: LoadOptions): Promise<TaggingNetworkFactory> {
  const { device = 'auto', threads } = options;
  const isCpu = device === 'auto' || device === 'cpu';
  const { runtime = isCpu ? 'wasm' : device === 'cuda' ? 'onnx' : undefined } = options;
  if (runtime === undefined) {
    // Not a part of a page that asks for no card.
    const { createCardNetworks } = await import('../webgpu/tagging/card-networks');
    return createCardNetworks();
  }
  if (typeof runtime !== 'string' && 'create' in runtime) return runtime;
  if (device === 'webgpu' || (runtime === 'wasm' && !isCpu))
    throw new SettingsError(
      `runtime ${runtime === 'wasm' ? 'wasm' : 'onnx'} does not tag on the device ${device}`,
      { hint: 'leave runtime out' },
    );
  if (runtime === 'wasm') return createKernelNetworks(options.kernels);
  return createOnnxNetworks(runtime === 'onnx' ? await loadRuntime() : runtime, { device, threads });
}
