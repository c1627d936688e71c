import { existsSync } from 'node:fs';

/** A Vulkan driver that computes on the CPU, where the machine has no graphics card; Debian's chromium brings one along. */
const softwareDriver = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** Lets WebGPU find it, unless another driver is chosen. To be called before WebGPU is first used in the process. */
export function useSoftwareVulkan(): void {
  if (existsSync(softwareDriver)) process.env.VK_ICD_FILENAMES ??= softwareDriver;
}

export const howToGetVulkan = 'VK_ICD_FILENAMES names a driver';
