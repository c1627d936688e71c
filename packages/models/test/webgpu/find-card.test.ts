import { expect, it, vi } from 'vitest';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import { Tagger } from '../../src/tagger/tagger';
import { describeAdapter } from '../../src/webgpu/card/describe-adapter';
import { findVulkanDrivers } from '../../src/webgpu/card/vulkan-drivers';
import { createSampleModel } from '../sample-model';

const nothing = { vendor: '', architecture: '', device: '', description: '' };

it.each([
  [{ description: 'SwiftShader driver 5.0.0', vendor: 'google', architecture: 'swiftshader' }, true],
  [{ description: 'llvmpipe (LLVM 15.0.7, 256 bits)', vendor: 'mesa' }, true],
  [{ description: 'Microsoft Basic Render Driver', vendor: 'microsoft' }, true],
  [{ description: 'a card of another name', isFallbackAdapter: true }, true],
  [{ description: 'NVIDIA GeForce RTX 4070', vendor: 'nvidia', architecture: 'lovelace' }, false],
  [{ description: 'Apple M2', vendor: 'apple', isFallbackAdapter: false }, false],
])('tells a card from a program: %o', (info, isSoftware) => {
  expect(describeAdapter({ ...nothing, ...info })).toEqual({ name: info.description, isSoftware });
});

it('names a card by what is known of it', () => {
  expect(describeAdapter({ ...nothing, vendor: 'intel' }).name).toBe('intel');
  expect(describeAdapter(nothing).name).toBe('a graphics card');
});

it('finds the Vulkan drivers that the environment names', () => {
  expect(findVulkanDrivers({ VK_ICD_FILENAMES: '/a.json:/b.json' })).toEqual(['/a.json', '/b.json']);
  expect(findVulkanDrivers({ VK_DRIVER_FILES: '/c.json', VK_ICD_FILENAMES: '/a.json' })).toEqual(['/c.json']);
  expect(findVulkanDrivers({ VK_ADD_DRIVER_FILES: '/d.json' })).toContain('/d.json');
});

it.skipIf(process.platform !== 'linux')('says what a machine without a driver needs', async () => {
  vi.stubEnv('VK_DRIVER_FILES', ':');
  const { description, parameters } = createSampleModel({ cell: 'rnn', cellOutput: 'tanh' });
  const file = encodeModelFile(description, parameters);
  await expect(Tagger.load(file, { device: 'webgpu' })).rejects.toThrow(
    /^there is no Vulkan driver \(install the driver of the card .*, or use the device cpu\)$/,
  );
  vi.unstubAllEnvs();
});
