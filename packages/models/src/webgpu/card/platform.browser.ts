import { DeviceError } from '../../errors';

/** WebGPU of the browser. @throws DeviceError if it has none */
export async function findGpu(): Promise<GPU> {
  const { gpu } = globalThis.navigator as { readonly gpu?: GPU };
  if (!gpu) throw new DeviceError('this browser has no WebGPU');
  return gpu;
}

/** Vulkan is the browser's own concern. */
export const findVulkanDrivers = (): string[] => [];

export const canHaveWebGpu = (): boolean => true;
