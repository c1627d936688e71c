import { describe, it } from 'vitest';
import { buildTaggingGraph } from '../src/model-file/tagging-graph';
import { createNetwork } from '../src/network/create-network';
import { encodeModel } from '../src/onnx/encode-model';
import { describeOps } from '../src/testing/describe-ops';
import { createCpuOps, createOnnxRunner, createUnrolledOps, runtimes } from './runners';
import { createSampleModel } from './sample-model';
import { howToGetVulkan, useSoftwareVulkan } from './software-vulkan';

useSoftwareVulkan();

const { description, parameters } = createSampleModel({ cell: 'rnn', cellOutput: 'tanh' });
const graph = buildTaggingGraph(createNetwork(description.network), parameters);
const problem = await runtimes.node
  .createSession(encodeModel({ metadata: new Map(), graph }), { device: 'webgpu' })
  .then(
    (session) => session.release(),
    (error: Error) => error,
  );

if (problem) it.skip(`OnnxOps on WebGPU (${problem.message}; ${howToGetVulkan})`);
else
  describe.each([
    { name: 'OnnxGpuOps, unrolled', createOps: createUnrolledOps, only: /./ },
    // Only what the other writes in other nodes.
    { name: 'OnnxOps', createOps: createCpuOps, only: /^(logSoftmax|scatterAdd|oneHot|scan):/ },
  ])('$name', ({ name, createOps, only }) =>
    describeOps({
      name: `${name} on onnxruntime-node, WebGPU`,
      create: async () => createOnnxRunner(runtimes.node, { device: 'webgpu' }, createOps),
      // A shader sums thousands of values one after the other.
      tolerance: 3e-5,
      only,
    }),
  );
