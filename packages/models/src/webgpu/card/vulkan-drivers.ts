import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Folders in which Vulkan's loader looks for drivers on Linux. */
const folders = ['/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/etc/vulkan/icd.d'];

/**
 * The drivers that Vulkan's loader would find on Linux, by the files that describe them. Without any, WebGPU need not be
 * tried: Dawn, on which it is built, would only write to standard error. Elsewhere WebGPU does not go through Vulkan.
 *
 * @see https://github.com/KhronosGroup/Vulkan-Loader/blob/main/docs/LoaderDriverInterface.md
 */
export function findVulkanDrivers(env: Readonly<Record<string, string | undefined>>): string[] {
  const chosen = env.VK_DRIVER_FILES ?? env.VK_ICD_FILENAMES;
  if (chosen) return chosen.split(delimiter).filter((path) => path !== '');
  const added = (env.VK_ADD_DRIVER_FILES ?? '').split(delimiter).filter((path) => path !== '');
  const own = join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'vulkan', 'icd.d');
  return [...added, ...[...folders, own].flatMap(listFiles)];
}

/** Whether the platform has what WebGPU is built on. */
export function canHaveWebGpu(env: Readonly<Record<string, string | undefined>>): boolean {
  return process.platform !== 'linux' || findVulkanDrivers(env).length > 0;
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
