import { DeviceError } from '@tagger/models';
import { canHaveWebGpu } from '@tagger/models/webgpu';
import type { Io } from '../io/io';

/**
 * Finds out whether WebGPU is worth a try; where there is no driver, it would only write lines of its own.
 * @throws DeviceError if not
 */
export function requireWebGpu({ env }: Io): void {
  if (!canHaveWebGpu(env))
    throw new DeviceError('device webgpu is not available: there is no Vulkan driver', {
      hint: 'install one, or use --device cpu',
    });
}
