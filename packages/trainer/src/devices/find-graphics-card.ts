import { DeviceError } from '@tagger/models';
import { canHaveWebGpu, describeAdapter, type GraphicsCard } from '@tagger/models/webgpu';

/**
 * The card that WebGPU takes. ONNX Runtime does not tell: the package `webgpu`, which is built on the same Dawn, does.
 * @throws DeviceError if there is none, or the package is not installed
 */
export async function findGraphicsCard(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<GraphicsCard> {
  if (!canHaveWebGpu(env)) throw new DeviceError('there is no Vulkan driver');
  const { create } = await import('webgpu').catch((cause) => {
    throw new DeviceError('the package webgpu, which tells a real card from software, is not installed', {
      hint: 'npm install webgpu',
      cause,
    });
  });
  const adapter = await create([]).requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new DeviceError('there is no graphics card with a driver for it');
  return describeAdapter(adapter.info);
}
