import { describe, it } from 'vitest';
import { describeOps } from '../../models/src/testing/describe-ops';
import { howToGetVulkan, useSoftwareVulkan } from '../../models/test/software-vulkan';
import { loadTfjsBackend } from '../src/engines/tfjs/load-tfjs';
import { TfjsEngine } from '../src/engines/tfjs/tfjs-engine';
import { describeEngine } from '../src/testing/describe-engine';
import { createTfjsRunner } from './tfjs-runner';

useSoftwareVulkan();

const backend = await loadTfjsBackend('webgpu').catch((error: Error) => error);

if (backend instanceof Error) it.skip(`TensorFlow.js on WebGPU (${backend.message}; ${howToGetVulkan})`);
else {
  describeOps({
    name: 'TfjsOps on webgpu',
    create: () => createTfjsRunner(backend.tf, 'webgpu'),
    // A shader sums thousands of values one after the other.
    tolerance: 3e-5,
  });
  describe('TfjsEngine on webgpu', () => {
    // All networks are held to float64 on its other backends.
    describeEngine(async () => new TfjsEngine(backend), { isBrief: true, only: ['LSTM'] });
  });
}
