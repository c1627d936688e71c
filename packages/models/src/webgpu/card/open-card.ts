import { DeviceError } from '../../errors';
import type { CardOptions } from './card-options';
import { findGpu, howToGetDriver } from './platform';

/** WebGPU by its settings. Dawn crashes if an instance or an adapter is freed before its devices. */
const instances = new Map<string, GPU>();
const adapters: GPUAdapter[] = [];

/**
 * A device of the card, with all that the card allows.
 * @throws DeviceError if there is none
 */
export async function openDevice({ toggles = [] }: CardOptions = {}) {
  const key = toggles.join(' ');
  const gpu = instances.get(key) ?? (await findGpu(toggles));
  instances.set(key, gpu);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter)
    throw new DeviceError('there is no graphics card with a driver for it', { hint: howToGetDriver });
  adapters.push(adapter);
  const { limits, info } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    },
  });
  return { device, info };
}
