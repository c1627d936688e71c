import { describe } from 'vitest';
import { describeOps } from '../src/testing/describe-ops';
import { createGpuOps, createOnnxRunner, createUnrolledOps, float64Runner, runtimes } from './runners';

describeOps({ name: 'Float64Ops', create: async () => float64Runner, tolerance: 1e-12 });

describeOps({
  name: 'OnnxOps on onnxruntime-node, one thread',
  create: async () => createOnnxRunner(runtimes.node, { device: 'cpu', threads: 1 }),
  tolerance: 1e-5,
});

describeOps({
  name: 'OnnxOps on onnxruntime-node, two threads',
  create: async () => createOnnxRunner(runtimes.node, { device: 'cpu', threads: 2 }),
  tolerance: 1e-5,
});

describeOps({
  name: 'OnnxOps on onnxruntime-web',
  create: async () => createOnnxRunner(runtimes.web, { device: 'cpu' }),
  tolerance: 1e-5,
});

describe.each(
  Object.entries({ 'for WebGPU, unrolled': createUnrolledOps, 'for CUDA, with loops': createGpuOps }),
)('%s', (_, createOps) =>
  describeOps({
    name: 'OnnxGpuOps on onnxruntime-node, the CPU',
    create: async () => createOnnxRunner(runtimes.node, { device: 'cpu', threads: 1 }, createOps),
    tolerance: 1e-5,
  }),
);
