import { loadRuntime } from '@tagger/models';
import { describe, it } from 'vitest';
import { OnnxEngine } from '../src/engines/onnx-engine';
import { describeEngine } from '../src/testing/describe-engine';

const engine = new OnnxEngine(await loadRuntime(), { device: 'cuda' });
const problem = await engine.check().catch((error: Error) => error);

if (problem) it.skip(`OnnxEngine on CUDA (${problem.message}; see docs/gpu.md)`);
else
  describe('OnnxEngine on CUDA', () => {
    describeEngine(async () => engine);
  });
