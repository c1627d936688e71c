import { describeOps } from './describe-ops';
import { createOnnxRunner, float64Runner, runtimes } from './runners';

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
