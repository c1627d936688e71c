import { DeviceError } from '../../errors';
import { firstLine } from '../../runtime/first-line';
import { canHaveWebGpu, findVulkanDrivers } from './vulkan-drivers';

/*
 * What is different in Node.js and in a browser. The browser's build has `platform.browser.ts` in the place of this file.
 */

export { canHaveWebGpu, findVulkanDrivers };

/** Leaves out zeros in the memory of workgroups: our kernels write what they read, and SwiftShader unrolls the loop for seconds. */
const feature = 'disable_workgroup_init';

export const howToGetDriver =
  'install the driver of the card (Linux: one for Vulkan, and libvulkan1), or use the device cpu';

/**
 * WebGPU by the package `webgpu` (Dawn).
 * @param toggles Dawn's own settings
 * @throws DeviceError if the package is not installed, or there is no driver
 */
export async function findGpu(toggles: readonly string[]): Promise<GPU> {
  if (toggles.length === 0 && !canHaveWebGpu(process.env))
    throw new DeviceError('there is no Vulkan driver', { hint: howToGetDriver });
  const { create, globals } = await importWebGpu();
  Object.assign(globalThis, globals);
  return create([`enable-dawn-features=${feature}`, ...toggles]);
}

async function importWebGpu() {
  // Bundlers take what is imported in a block of `try` for optional, but not what has `.catch`.
  try {
    return await import('webgpu');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    const problem = isMissing ? 'is not installed' : `cannot be loaded: ${firstLine(cause)}`;
    throw new DeviceError(`the package webgpu ${problem}`, {
      hint: 'npm install webgpu, or use the device cpu',
      cause,
    });
  }
}
