import { canHaveWebGpu } from '@tagger/models/webgpu';

/**
 * Gives Node.js what browsers have, WebGPU, by the package `webgpu` (Dawn): the backend of TensorFlow.js looks for it when
 * it is imported.
 *
 * @returns the name of the graphics card
 */
export async function prepareWebGpu(): Promise<string> {
  if (!canHaveWebGpu(process.env)) throw new Error('there is no Vulkan driver');
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('there is no graphics card with a driver for it (Vulkan on Linux)');
  // Node.js has a navigator since version 21.
  const navigator = globalThis.navigator ?? {};
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  if (!globalThis.navigator)
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  const { description, device, vendor } = adapter.info;
  return description || device || vendor || 'a graphics card';
}
