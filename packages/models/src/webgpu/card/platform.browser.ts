import { DeviceError } from '../../errors';

export const howToGetDriver = 'use the device cpu';

/** WebGPU of the browser. @throws DeviceError if it has none */
export async function findGpu(): Promise<GPU> {
  // Not among the types of this package.
  const { navigator } = globalThis as never as { readonly navigator?: { readonly gpu?: GPU } };
  if (!navigator?.gpu) throw new DeviceError('this browser has no WebGPU', { hint: howToGetDriver });
  return navigator.gpu;
}

/** Vulkan is the browser's own concern. */
export const findVulkanDrivers = (): string[] => [];

export const canHaveWebGpu = (): boolean => true;
