import { loadRuntime } from '@tagger/models';
import { describe, it } from 'vitest';
import { howToGetVulkan, useSoftwareVulkan } from '../../models/test/software-vulkan';
import { OnnxEngine } from '../src/engines/onnx-engine';
import { describeEngine } from '../src/testing/describe-engine';

useSoftwareVulkan();
const engine = new OnnxEngine(await loadRuntime(), { device: 'webgpu' });
const problem = await engine.check().catch((error: Error) => error);

if (problem) it.skip(`OnnxEngine on WebGPU (${problem.message}; ${howToGetVulkan})`);
else
  describe('OnnxEngine on WebGPU', () => {
    // Its graphs for all networks are held to float64 on the CPU, in onnx-gpu-graphs.test.ts.
    describeEngine(async () => engine, { isBrief: true, only: ['LSTM'] });
  });
