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
 * @throws DeviceError if ONNX Runtime is wanted and not installed
 */
export async function chooseNetworks(options: LoadOptions): Promise<TaggingNetworkFactory> {
  const { device = 'auto', threads } = options;
  const isCpu = device === 'auto' || device === 'cpu';
  const { runtime = isCpu ? 'wasm' : 'onnx' } = options;
  if (runtime === 'wasm') {
    if (!isCpu)
      throw new SettingsError(`runtime wasm runs on a CPU, not on ${device}`, {
        hint: 'leave runtime out, or give onnx',
      });
    return createKernelNetworks(options.kernels);
  }
  if (runtime !== 'onnx' && 'create' in runtime) return runtime;
  return createOnnxNetworks(runtime === 'onnx' ? await loadRuntime() : runtime, { device, threads });
}
