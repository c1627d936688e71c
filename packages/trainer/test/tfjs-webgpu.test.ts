import { existsSync } from 'node:fs';
import { describe, it } from 'vitest';
import { describeOps } from '../../models/test/describe-ops';
import { loadTfjsBackend } from '../src/engines/tfjs/load-tfjs';
import { TfjsEngine } from '../src/engines/tfjs/tfjs-engine';
import { describeEngine } from './describe-engine';
import { createTfjsRunner } from './tfjs-runner';

// A Vulkan driver that computes on the CPU, where the machine has no graphics card; Debian's chromium brings one along.
const softwareDriver = '/usr/lib/chromium/vk_swiftshader_icd.json';
if (existsSync(softwareDriver)) process.env.VK_ICD_FILENAMES ??= softwareDriver;

const backend = await loadTfjsBackend('webgpu').catch((error: Error) => error);

if (backend instanceof Error)
  it.skip(`TensorFlow.js on WebGPU (${backend.message}; VK_ICD_FILENAMES names a driver)`);
else {
  describeOps({
    name: 'TfjsOps on webgpu',
    create: () => createTfjsRunner(backend.tf, 'webgpu'),
    // A shader sums thousands of values one after the other.
    tolerance: 3e-5,
  });
  describe('TfjsEngine on webgpu', () => {
    describeEngine(async () => new TfjsEngine(backend));
  });
}
