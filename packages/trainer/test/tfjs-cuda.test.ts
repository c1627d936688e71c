import { describe, it } from 'vitest';
import { describeOps } from '../../models/src/testing/describe-ops';
import { loadTfjsBackend } from '../src/engines/tfjs/load-tfjs';
import { TfjsEngine } from '../src/engines/tfjs/tfjs-engine';
import { describeEngine } from '../src/testing/describe-engine';
import { createTfjsRunner } from './tfjs-runner';

const backend = await loadTfjsBackend('tensorflow').catch((error: Error) => error);

if (backend instanceof Error) it.skip(`TensorFlow.js on CUDA (${backend.message}; see docs/gpu.md)`);
else {
  describeOps({
    name: 'TfjsOps on CUDA',
    create: () => createTfjsRunner(backend.tf, 'tensorflow'),
    tolerance: 3e-5,
  });
  describe('TfjsEngine on CUDA', () => {
    describeEngine(async () => new TfjsEngine(backend));
  });
}
