import { DeviceError } from '@tagger/models';
import { canHaveWebGpu } from './find-vulkan-drivers';

/** What WebGPU runs on. */
export interface GraphicsCard {
  readonly name: string;
  /** Whether it is a program that computes on the CPU, slower than computing there at once. */
  readonly isSoftware: boolean;
}

/** What Dawn tells of an adapter. */
export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}

/** Of Google, Mesa and Microsoft. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|basic render|\bwarp\b|software/i;

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

export function describeAdapter({
  vendor,
  architecture,
  device,
  description,
  isFallbackAdapter = false,
}: AdapterInfo): GraphicsCard {
  const names = [description, device, architecture, vendor];
  return {
    name: names.find((name) => name !== '') ?? 'a graphics card',
    isSoftware: isFallbackAdapter || names.some((name) => softwareNames.test(name)),
  };
}
