import { DeviceError } from '@tagger/models';
import { canHaveWebGpu } from '../../../devices/find-vulkan-drivers';

/** WebGPU by its settings. Dawn crashes if an instance or an adapter is freed before its devices. */
const instances = new Map<string, GPU>();
const adapters: GPUAdapter[] = [];

/** Leaves out zeros in the memory of workgroups: our kernels write what they read, and SwiftShader unrolls the loop for seconds. */
const feature = 'disable_workgroup_init';

/** How the card of `openDevice` is chosen. */
export interface CardOptions {
  /** Dawn's own settings, such as `backend=null`, which computes nothing. */
  readonly toggles?: readonly string[];
}

/**
 * A device of the card, with all that the card allows.
 * @throws DeviceError if there is none
 */
export async function openDevice({ toggles = [] }: CardOptions = {}) {
  const key = toggles.join(' ');
  const gpu = instances.get(key) ?? (await findGpu(toggles));
  instances.set(key, gpu);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new DeviceError('there is no graphics card with a driver for it');
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

async function findGpu(toggles: readonly string[]): Promise<GPU> {
  const { navigator } = globalThis as { readonly navigator?: { readonly gpu?: GPU } };
  const isNode = typeof process !== 'undefined' && process.versions?.node !== undefined;
  if (!isNode && navigator?.gpu) return navigator.gpu;
  if (!isNode) throw new DeviceError('this browser has no WebGPU');
  if (toggles.length === 0 && !canHaveWebGpu(process.env)) throw new DeviceError('there is no Vulkan driver');
  const { create, globals } = await import('webgpu').catch((cause) => {
    throw new DeviceError('the package webgpu is not installed', { hint: 'npm install webgpu', cause });
  });
  Object.assign(globalThis, globals);
  return create([`enable-dawn-features=${feature}`, ...toggles]);
}
